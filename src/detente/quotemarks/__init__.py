"""Text becomes a tree of quotations: marks are paired by kind, facing and paragraph, never by count.

A mark without a partner spoils its own quotation alone. A quotation left open at the end of a paragraph goes on
where the next paragraph re-opens it, or runs through paragraphs without marks up to a closing mark. Time is
linear in the text: the stack of open marks and every look ahead are bounded.
"""

from detente.quotemarks.pairing import pair_marks
from detente.quotemarks.quotation import Quotation, every

__all__ = ["Quotation", "every", "pair_marks"]
