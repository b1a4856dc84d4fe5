"""The pets of the demo and how their posts came to where they are."""

import json
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.utils import timezone

from adoption import ages, conditions
from adoption.models import District, Post
from adoption.services import invitations, likes, photos, post_endings, posts, posts_review

HERE = Path(__file__).resolve().parent
PHOTOS = HERE / "photos"

# Who likes which pet beside those who apply for it.
LIKES = {
    "yichun": "benz tofu hana twins sesame shake mist",
    "wu": "mikan momo huang biscuit",
    "lee": "mikan oreo hachi latte benz",
    "tsai": "mikan tofu abu mist radish",
    "chou": "mikan tofu hana coco",
    "hsu": "mikan sesame benz ash bean",
    "kevin": "mikan kuro huang latte",
    "ho": "momo pudding shake mikan",
    "huang": "mikan kuro",
}


def pets():
    return json.loads((HERE / "pets.json").read_text(encoding="utf-8"))


def make(people):
    """{key: post}: written, shown to a moderator where that is the rule, and published."""
    found = {pet["key"]: _post(pet, people) for pet in pets()}
    _share(found, people)
    for key, wanted in LIKES.items():
        for post in (found[name] for name in wanted.split()):
            if post.state == Post.State.PUBLISHED:
                likes.like(post=post, by=people[key])
    return found


def end(found, people):
    """Where a post is paused or taken back in the end."""
    for pet in pets():
        post = Post.objects.get(pk=found[pet["key"]].pk)
        if pet["end"] == "paused":
            posts.pause(post=post, by=post.giver)
        if pet["end"] == "withdrawn":
            post_endings.withdraw(post=post, by=post.giver, note="決定自己照顧")


def _post(pet, people):
    giver = people[pet["giver"]]
    post = posts.create(giver=giver, **_facts(pet))
    for name in pet["photos"]:
        with (PHOTOS / f"{name}.jpg").open("rb") as file:
            photos.add(post=post, by=giver, file=File(file, name=f"{name}.jpg"))
    post_endings.set_visibility(post=post, visibility=pet["visibility"], by=giver)
    post.refresh_from_db()
    if pet["end"] == "draft":
        return post
    post = posts.publish(post=post, by=giver)
    if post.state == Post.State.IN_REVIEW and pet["end"] != "in_review":
        post = posts_review.approve(post=post, by=people["moderator"])
    return post


def _facts(pet):
    born = timezone.localdate() - timedelta(days=pet["days_old"])
    wishes = [{"key": key} for key in pet["conditions"]] + [{"text": text} for text in pet["own_conditions"]]
    return pet["facts"] | {
        "district": District.objects.get(code=pet["facts"]["district"]),
        "born_on": born,
        "age_group": ages.group_of(born, timezone.localdate()),
        "conditions": conditions.cleaned(wishes),
    }


def _share(found, people):
    """The private post is open to two friends of its giver; one has come in, the other has not answered."""
    post = found["mocha"]
    invitation = invitations.invite(post=post, by=post.giver, email=people["yichun"].email)
    invitations.accept(token=invitations.token_of(invitation), by=people["yichun"])
    invitations.invite(post=post, by=post.giver, email=people["ho"].email)
