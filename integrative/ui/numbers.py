"""Numbers as the clinic writes them: "0.5", "5" and never "5.0", "2,000"."""

from decimal import Decimal


def plain_number(number: Decimal | float) -> str:
    """No trailing zeros, a zero before the point, commas from a thousand on."""
    whole, _, rest = f"{Decimal(str(number)):,f}".partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole
