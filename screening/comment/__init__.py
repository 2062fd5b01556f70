"""The timeline comment: words and layout from a template file, values from a record."""

from screening.comment.template import CommentTemplate, find_reference, render

__all__ = ["CommentTemplate", "find_reference", "render"]
