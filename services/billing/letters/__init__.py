"""Letters for the receipts' PDF: a small free font, and how names in any script are set with it."""

from services.billing.letters.font import Font, font
from services.billing.letters.setting import Piece, pieces

__all__ = ["Font", "Piece", "font", "pieces"]
