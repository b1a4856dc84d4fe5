"""Which animal it is. 其他 (others) names it only in its breed: turtles, parakeets, rabbits, a sugar glider."""

from adoption.models import Post

Species = Post.Species
KINDS = {"狗": Species.DOG, "犬": Species.DOG, "貓": Species.CAT}

# Signs in a breed's name, in this order: 龍貓 is a chinchilla and no cat.
SIGNS = (
    (Species.RODENT, ("龍貓", "鼠")),
    (Species.RABBIT, ("兔",)),
    (Species.REPTILE, ("龜", "鱉", "蜥", "蛇", "守宮", "蚺", "蟒")),
    (Species.BIRD, ("鸚鵡", "雞", "鴨", "鵝", "鴿", "雀", "鳥")),
    (Species.CAT, ("貓",)),
    (Species.DOG, ("犬", "狗")),
)


def species(kind, breed):
    """A dog or cat by its kind, anything else by the name of its breed."""
    if kind in KINDS:
        return KINDS[kind]
    found = (name for name, signs in SIGNS if any(sign in breed for sign in signs))
    return next(found, Species.OTHER)
