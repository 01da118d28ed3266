"""An article that is read again leaves the index of links: its links, its findings, and its share in profiles."""

from __future__ import annotations

from sqlalchemy import Connection, delete, or_, select

from detente.record import tables as t


def forget_links(link: Connection, article: str) -> None:
    """Take out the links of an article and of its findings; profiles that it shared in are made anew when next asked.

    What hangs on the article itself (sketch, digests, clues, bearers) goes with its row.
    """
    mine = select(t.digest.c.id).where(t.digest.c.article == article)
    link.execute(delete(t.link).where(or_(t.link.c.left.in_(mine), t.link.c.right.in_(mine))))
    link.execute(delete(t.link).where(or_(t.link.c.left == article, t.link.c.right == article)))
    borne = select(t.bearer.c.profile).where(t.bearer.c.article == article)
    link.execute(
        delete(t.link).where(t.link.c.kind == "person", or_(t.link.c.left.in_(borne), t.link.c.right.in_(borne)))
    )
    link.execute(delete(t.profile).where(t.profile.c.id.in_(borne)))
