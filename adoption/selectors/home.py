"""What the front page shows above the list."""

from datetime import timedelta

from django.utils import timezone

from adoption.models import Post
from adoption.search import WAITING, Search
from adoption.selectors import cards, facets, places, posts

NEWS_FOR = timedelta(days=14)


def hero():
    """Those who wait longest in the doorways, how many wait in all, and who went home last."""
    waiting = cards.cards(posts.page_of(Search(sort=WAITING), size=12).rows)
    return {
        "doors": [card for card in waiting if card["photo"]][:3],
        "total": facets.count(Search()),
        "news": newest_adoption(),
    }


def newest_adoption():
    """The last public pet that found a home: name and county; None when it is too long ago."""
    since = timezone.now() - NEWS_FOR
    adopted = Post.objects.filter(state=Post.State.ADOPTED, visibility=Post.Visibility.PUBLIC, updated_at__gte=since)
    post = adopted.order_by("-updated_at").only("name", "county_code", "uid", "species").first()
    return {"post": post, "county": places.county_name(post.county_code)} if post else None
