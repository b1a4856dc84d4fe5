"""What an applicant's answers say beside the giver's wishes: the three lines of a card on the board."""

from adoption.form_templates.bank import Fact, asked, facts
from forms_builder.evaluation.conditions import holds

SHOWN = 3


def checked(post, definition, answers, language, today):
    """Every fact of the answers, the giver's wishes first; what does not fit one calls for attention."""
    wishes = {wish["bank"]: wish for wish in post.conditions if wish.get("bank")}
    questions = asked(definition)
    found = [
        _against(fact, wishes.get(fact.key), questions, answers, today) for fact in facts(definition, answers, language)
    ]
    return sorted(found, key=lambda fact: (fact.key not in wishes, fact.level == "ok"))


def _against(fact, wish, questions, answers, today):
    if wish is None:
        return fact
    rule = {"q": questions[fact.key]["id"], "op": wish["op"], "value": wish["value"]}
    return fact if holds(rule, answers, today) else Fact(fact.key, fact.text, "attention")
