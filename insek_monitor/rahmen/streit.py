"""Der Kasten, wenn jemand anderes schneller gespeichert hat: wer, was jetzt gilt, wie es weitergeht."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.register.fassungsbuch import Fassung


@dataclass(frozen=True)
class Weg:
    """Ein Knopf des Kastens; ``schluessel`` unterscheidet ihn, ``gesperrt`` sagt, warum er nicht geht."""

    beschriftung: str
    schluessel: str
    tue: Callable[..., Any]
    args: tuple[Any, ...] = ()
    symbol: str | None = None
    haupt: bool = False
    gesperrt: str = ""


def zeichne(
    name: str, andere: Fassung, was: str, wege: Sequence[Weg], *, dazwischen: Sequence[str] = ()
) -> None:
    """Der Kasten: Satz, Erklärungen (Markdown), Knöpfe nebeneinander.

    Parameters
    ----------
    name
        Anfang der Schlüssel: ``{name}_kasten`` und ``{name}_{Weg.schluessel}``.
    was
        „diese Liste geändert“: was die andere Person getan hat.
    """
    with st.container(border=True, key=f"{name}_kasten"):
        st.warning(
            f"Inzwischen hat {texte.fremd(andere.von, 80)} {was} (Fassung {andere.fassung}, "
            f"{texte.zeitpunkt(andere.am)}). Ihre Änderung ist **noch nicht gespeichert**, aber auch nicht "
            "verloren.",
            icon=":material/sync_problem:",
        )
        for satz in dazwischen:
            st.markdown(satz)
        with st.container(horizontal=True):
            for weg in wege:
                st.button(
                    weg.beschriftung,
                    type="primary" if weg.haupt else "secondary",
                    icon=weg.symbol,
                    key=f"{name}_{weg.schluessel}",
                    disabled=bool(weg.gesperrt),
                    help=weg.gesperrt or None,
                    on_click=weg.tue,
                    args=weg.args,
                )
