"""Names put together from invented parts. Whoever bears one by chance is not meant."""

from random import Random

FAMILY_BEGINS = (
    "Alder", "Ash", "Barrow", "Beck", "Birch", "Bram", "Brindle", "Calder", "Cinder", "Clover", "Corin",
    "Dapple", "Dorn", "Elder", "Ember", "Fallow", "Fenn", "Fern", "Flint", "Gar", "Glim", "Hart", "Haver",
    "Hazel", "Heath", "Holm", "Ivel", "Juniper", "Kestrel", "Lark", "Linden", "Loam", "Mallow", "Marl",
    "Meadow", "Moss", "Nettle", "Oaken", "Orrin", "Pell", "Quill", "Raven", "Reed", "Rowan", "Rush",
    "Sedge", "Sorrel", "Tarn", "Teasel", "Thistle", "Umber", "Vale", "Vetch", "Wane", "Weld", "Willow",
    "Wren", "Yarrow",
)  # fmt: skip
FAMILY_ENDS = (
    "acre", "bank", "bourne", "bridge", "by", "combe", "croft", "dale", "den", "fall", "feather", "field",
    "ford", "garth", "gate", "grove", "ham", "hurst", "ley", "low", "mere", "mill", "moor", "rigg", "shaw",
    "side", "stead", "stone", "thorpe", "ton", "wain", "well", "wick", "wold", "worth",
)  # fmt: skip
GIVEN_BEGINS = (
    "Ab", "Al", "Bel", "Bri", "Cor", "Dal", "Del", "El", "Er", "Fen", "Gal", "Hel", "Il", "Is", "Jor", "Jun",
    "Kel", "Lin", "Lor", "Mar", "Mel", "Mir", "Nal", "Nor", "Or", "Pel", "Per", "Quin", "Ral", "Ros", "Sel",
    "Ser", "Tal", "Tam", "Ul", "Val", "Ver", "Wen", "Yar", "Zel",
)  # fmt: skip
HER_ENDS = ("a", "ana", "ella", "ene", "ette", "ia", "ika", "ina", "ira", "isa", "ora", "wyn", "yse")
HIS_ENDS = ("ad", "an", "ander", "as", "bert", "en", "ic", "in", "ivan", "mund", "on", "or", "us")
ACCENTS = str.maketrans({"a": "á", "e": "é", "o": "ö"})


def family_name(rng: Random) -> str:
    """One in thirty has two, joined by a hyphen; one in forty is written with accents."""
    name = rng.choice(FAMILY_BEGINS) + rng.choice(FAMILY_ENDS)
    chance = rng.random()
    if chance < 1 / 30:
        return f"{name}-{rng.choice(FAMILY_BEGINS)}{rng.choice(FAMILY_ENDS)}"
    return name.translate(ACCENTS) if chance > 39 / 40 else name


def given_names(rng: Random, sex: str) -> str:
    """One, or two for one person in four."""
    count = 2 if rng.random() < 1 / 4 else 1
    ends = HIS_ENDS if sex == "male" else HER_ENDS
    return " ".join(rng.choice(GIVEN_BEGINS) + rng.choice(ends) for _ in range(count))
