"""Words that ask for money or lead elsewhere: they warn the reader and are shown to moderators; nothing is stopped."""

import re
import unicodedata

MONEY = re.compile(
    "運費|運輸費|訂金|定金|押金|保證金|匯款|轉帳|轉賬|匯錢|先付|代墊|手續費|帳號|帳戶|戶頭|街口|點數卡|遊戲點數|比特幣"
    r"|deposit|wire transfer|bank account|shipping fee|prepay|western union|gift card|bitcoin|\biban\b",
    re.IGNORECASE,
)
ACCOUNT_NUMBER = re.compile(r"(?<!\d)(?:\d[ -]?){10,16}(?!\d)")
MOBILE = re.compile(r"(?<!\d)09\d{2}[ -]?\d{3}[ -]?\d{3}(?!\d)")
ELSEWHERE = re.compile(
    r"line\s*id|加\s*(?:我\s*)?line|line\.me|wechat|微信|whatsapp|telegram|t\.me/|wa\.me/", re.IGNORECASE
)


def flags(text):
    """["money"], ["elsewhere"], both or none. A phone number is no bank account."""
    text = unicodedata.normalize("NFKC", text)
    found = []
    if MONEY.search(text) or ACCOUNT_NUMBER.search(MOBILE.sub("", text)):
        found.append("money")
    if ELSEWHERE.search(text):
        found.append("elsewhere")
    return found
