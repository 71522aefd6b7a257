"""Words on a label or in a note that name no ingredient: forms, fillers, salts, stores, how it is taken."""

import re

FORMS = """
capsule capsules cap caps tablet tablets tab tabs softgel softgels gelcap gelcaps pill pills gummy
gummies chew chews chewable chewables lozenge lozenges drop drops liquid powder powdered tincture
extract extracts concentrate syrup spray sachet sachets packet packets oil tea juice drink beverage shot
cream ointment lotion topical gel balm root roots leaf leaves seed seeds flower flowers berry berries
fruit bark rhizome herb herbal mushroom mushrooms supplement supplements vitamin vitamins mineral
minerals product bottle dose doses essential culinary spice injection injectable infusion drip iv
intravenous oral subcutaneous patch inhaler solution suspension film churna choornam churnam
en de cápsulas capsulas comprimidos extracto liofilizado polvo
"""
SALTS = """
citrate glycinate bisglycinate oxide hydroxide gluconate picolinate sulfate sulphate malate taurate
threonate chloride carbonate orotate acetate hcl hydrochloride sodium potassium mesylate mesilate
besylate tartrate maleate succinate fumarate tosylate dihydrate monohydrate anhydrous phosphate
ditosylate etexilate dimaleate
"""
PRAISE = """
natural naturals nature natures organic pure premium high low potency strength extra double triple
maximum max super ultra advanced original classic standardized standardised absorption enhanced fast
acting slow release extended delayed time timed immediate enteric coated vegan vegetarian non gmo gluten
free usp certified grade quality fresh raw whole dried aged formula support complex blend standard
regular mega plus xr er sr dr cr la ir sf odt generic brand name over counter otc tm
"""
TAKING = """
cooking curry curries dietary amounts amount brewed drinking drinks skin topically transdermal candy
candies and with without w or of the for in from to by a an my i take takes taking took use uses using
on daily day days week weeks weekly month monthly morning mornings noon afternoon evening night nightly
nights bedtime twice once thrice one two three four five six half times time every other as needed prn
if per each at before after meals meal breakfast lunch dinner
supper food empty stomach about around approx approximately started since
currently current ongoing bid tid qid qd qod qhs qam qpm hs ac pc po sl sc subq im q4h q6h q8h q12h q24h
qday od bd tds mane nocte mg mcg ug g gm gram grams iu units unit ml l liter liters litre litres tsp
tbsp teaspoon tablespoon cup cups scoop scoops serving servings oz billion million cfu x m2 auc kg cycle
cycles adjuvant neoadjuvant maintenance monotherapy single agent dd chemo chemotherapy therapy treatment
regimen protocol targeted endocrine hormone then followed biosimilar etc
"""
STORES = """
kirkland costco nature's bounty made solgar gnc swanson jarrow thorne encapsulations nordic walmart cvs
walgreens trader joes joe's amazon doctors doctor's best dr puritan's puritans pride shoppe gaia sundown
natrol iherb rexall qunol youtheory olly spring valley 21st century signature target wholefoods life
extension garden new chapter source way foods now ritual nutricost sports research bronson
"""
NO_NAME = frozenset(
    word.replace("'", "") for text in (FORMS, SALTS, PRAISE, TAKING, STORES) for word in text.split()
)

# English words that are also an alias: they count only when nothing else stands on the label.
EVERYDAY_WORDS = frozenset({"same", "boost", "align", "elder", "pom", "nr", "nam", "awa", "weed"})

# What may follow "vitamin C, " to mean another vitamin.
VITAMIN_LETTERS = re.compile(r"a|c|d[23]?|e|k[12]?|b(1|2|3|5|6|7|9|12)")

# "q3w", "q21d": how often a drug is given.
INTERVAL = re.compile(r"q\d{1,2}[dwhm]")

# Taken as a food, not as an extract. "With food" says when it is taken, not what it is.
AS_FOOD = re.compile(
    r"\b(?:culinary|cooking|in (?:food|meals|cooking|curry|curries)|as (?:a )?(?:spice|food)|"
    r"(?:dietary|food) amounts?|cups?(?: of)?|beverage|brewed|drinks?|drinking)\b",
    re.IGNORECASE,
)
AS_TEA = re.compile(r"\btea\b", re.IGNORECASE)
AS_EXTRACT = re.compile(
    r"\b(?:extracts?|capsules?|caps?|tablets?|tabs?|softgels?|pills?|tincture|concentrates?|supplements?|"
    r"standardi[sz]ed|mg|mcg)\b",
    re.IGNORECASE,
)
IN_BULK = re.compile(
    r"\b(?:lit(?:er|re)s?|gallons?|large amounts?|all day)\b|\b\d+(?:\.\d+)? ?l\b", re.IGNORECASE
)
ON_SKIN = re.compile(
    r"\b(?:topical(?:ly)?|creams?|ointment|lotion|on (?:the )?skin|transdermal|rub)\b", re.IGNORECASE
)
INTO_VEIN = re.compile(r"\b(?:iv|i\.v\.|intravenous(?:ly)?|infusions?|drip)\b", re.IGNORECASE)
