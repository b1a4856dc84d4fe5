"""What givers and applicants write to each other."""

import uuid

from adoption.services import conversations, trust

TALKS = {
    ("mikan", "wu"): [
        ("wu", "林小姐你好，想請問橘子現在吃哪一牌的飼料？我先買小包裝的給牠過渡。"),
        ("lin", "你好，牠吃雞肉口味的乾糧，早晚各 30 克，再加半個主食罐。罐頭不挑。"),
        ("wu", "了解。家裡的窗戶都裝好防護網了，照片在申請表裡。"),
        ("lin", "看到了，裝得很仔細，謝謝你。這週末決定之後馬上跟你說。"),
    ],
    ("mikan", "lee"): [
        ("lee", "我們這週日下午都可以去看牠，先選了 15:00 的時段。"),
        ("lin", "好的，我確認一下家裡的時間就回覆你們。"),
    ],
    ("mikan", "tsai"): [
        ("lin", "佩珊你好，很期待見面。到的時候按三樓門鈴就可以，我家兩隻老貓會先躲起來。"),
        ("tsai", "好的！女兒問可以帶一支逗貓棒嗎？"),
        ("lin", "當然可以，橘子最喜歡羽毛的。"),
    ],
    ("mikan", "huang"): [
        ("huang", "我可以先付訂金，你把帳號給我，今天就去載。"),
        ("lin", "謝謝你，我們不收任何費用，也希望先見面再決定。"),
    ],
    ("momo", "ho"): [
        ("ho", "見過 Momo 之後一直想到牠。樓下獸醫說心臟雜音可以幫忙追蹤。"),
        ("lin", "太好了，我把牠的病歷和 X 光片一起給你。"),
    ],
    ("sesame", "hsu"): [
        ("hsu", "芝麻今天第一次睡到床上，半夜一直打呼。"),
        ("lin", "太好了，牠以前在警衛室也是這樣。"),
    ],
    ("tofu", "yichun"): [
        ("wang", "怡君你好，豆腐聽力比較弱，來的時候先坐在地上讓牠看到你就好。"),
        ("yichun", "沒問題，我會慢慢來。"),
    ],
}  # fmt: skip


def make(applications, people):
    """The talks, the last word of some not read yet, and a report about the one that offers money."""
    for pair, said in TALKS.items():
        talk = applications[pair].conversation
        for author, words in said:
            conversations.mark_read(conversation=talk, by=people[author])
            message = conversations.say(conversation=talk, by=people[author], text=words, client_id=uuid.uuid4())
            if "訂金" in words:
                trust.report(by=people["lin"], thing=message, reason="money", words="一開口就要匯款，請幫我看看。")
