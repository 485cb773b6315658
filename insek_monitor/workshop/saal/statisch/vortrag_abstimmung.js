// Steuerung der Abstimmung: Was möglich ist, sagt der Server; hier wird nur gezeigt und gesendet.
"use strict";

const Abstimmung = (() => {
  const feld = (id) => document.getElementById(id);
  let fragen = [], aktiv = null, beimZaehlen = null, schlange = Promise.resolve();
  let kopf = () => ({}), nachStand = () => {}, erneuere = () => {}, melde = () => {};
  let zeigeFrage = () => {}, folieMit = () => 0, istHier = () => false, hatHandgriff = () => {};

  const gewaehlt = () => fragen.find((frage) => frage.kennung === feld("frage").value);

  // Worauf sich ein Handgriff bezieht: Hat inzwischen jemand anderes gesteuert, ändert der Server nichts.
  const gesehen = () => ({ frage: feld("frage").value, runde: gewaehlt()?.runde ?? null, aktiv });

  function fuelleAuswahl() {
    const auswahl = feld("frage");
    const soll = fragen.map((frage) => `${frage.kennung}\n${frage.zeile}`).join("\n");
    if (auswahl.inhalt === soll) return;
    auswahl.inhalt = soll;
    const vorher = auswahl.value;
    auswahl.replaceChildren(...fragen.map((frage) => new Option(frage.zeile, frage.kennung)));
    if (fragen.some((frage) => frage.kennung === vorher)) auswahl.value = vorher;
  }

  function zeichne() {
    const frage = gewaehlt();
    if (!frage) return;
    if (feld("lage").textContent !== frage.lage) feld("lage").textContent = frage.lage;
    zeichneKnoepfe(frage);
    zeichneOrt(frage);
    feld("verborgen").hidden = !frage.verborgen || !frage.verteilung;
    Saal.setze(feld("verteilung"), frage.verteilung);
    feld("gruppenzeile").hidden = !frage.gruppenfrage;
    feld("gruppenhinweis").textContent = frage.gruppenhinweis;
    zeichneHandfelder(frage);
    zeichneTexte(frage);
  }

  // Jeder Knopf behält seinen Platz: Rückte einer nach, träfe ein schneller zweiter Klick den falschen. Gegensätze
  // (anhalten und fortsetzen, zeigen und verbergen) teilen sich einen Platz.
  function zeichneKnoepfe(frage) {
    const knopf = (aktion) => document.querySelector(`#knoepfe [data-aktion=${aktion}]`);
    for (const eintrag of document.querySelectorAll("#knoepfe [data-aktion]")) {
      eintrag.setAttribute("aria-disabled", String(!frage.moeglich.includes(eintrag.dataset.aktion)));
      eintrag.classList.toggle("haupt", istHier(frage.kennung) && eintrag.dataset.aktion === frage.naechste);
    }
    for (const [erster, zweiter] of [["pausiere", "setze_fort"], ["zeige", "verberge"]]) {
      const [sichtbar, versteckt] = frage.moeglich.includes(zweiter) ? [zweiter, erster] : [erster, zweiter];
      const hatteZeiger = knopf(versteckt) === document.activeElement;
      knopf(sichtbar).hidden = false;
      knopf(versteckt).hidden = true;
      if (hatteZeiger) knopf(sichtbar).focus();
    }
  }

  // Auf einer anderen Folie steht dabei, wohin die Leinwand geht; dort ist „Weiter“ hervorgehoben.
  function zeichneOrt(frage) {
    const hier = istHier(frage.kennung), folie = folieMit(frage.kennung);
    feld("wohin").hidden = hier;
    feld("wohin").textContent = folie
      ? `Steht auf Folie ${folie}. Beim Öffnen und Zeigen geht die Leinwand dorthin.`
      : "Diese Frage steht auf keiner Folie; zu sehen ist sie nur auf den Telefonen.";
    hatHandgriff(hier && Boolean(frage.naechste));
  }

  function zeichneHandfelder(frage) {
    feld("handzeichen").hidden = !frage.hand;
    const soll = JSON.stringify([frage.kennung, frage.hand]);
    // Wer gerade tippt, dem überschreibt der nächste Stand nichts.
    if (!frage.hand || feld("handfelder").soll === soll) return;
    if (feld("handfelder").frage === frage.kennung && feld("handform").contains(document.activeElement)) return;
    feld("handfelder").soll = soll;
    feld("handfelder").frage = frage.kennung;
    const zeilen = frage.antworten.map((antwort, i) => zahlfeld(antwort, frage.hand.anzahlen[i] ?? 0, frage.hand.kurz[i]));
    feld("handfelder").classList.toggle("reihe", frage.hand.kurz.length > 0);
    // Bei mehreren Antworten ergibt die Summe nicht, wie viele sich gemeldet haben.
    if (frage.hand.stimmende !== null) zeilen.push(zahlfeld("Gemeldet haben sich zusammen", frage.hand.stimmende));
    feld("handfelder").replaceChildren(...zeilen);
  }

  function zahlfeld(aufschrift, wert, kurz) {
    const zeile = document.createElement("label");
    const zahl = document.createElement("input");
    Object.assign(zahl, { type: "number", min: 0, max: 100000, step: 1, inputMode: "numeric", required: true, value: wert });
    // Ein kurzes Feld sagt Vorleseprogrammen, was ganz gemeint ist.
    if (kurz) zahl.setAttribute("aria-label", `${kurz}: ${aufschrift}`);
    zeile.append(Object.assign(document.createElement("span"), { textContent: kurz ?? aufschrift }), zahl);
    return zeile;
  }

  function zeichneTexte(frage) {
    feld("texte").hidden = frage.art !== "freitext";
    const neu = frage.texte.filter((text) => text.freigabe === "neu").length;
    feld("texte-neu").textContent = neu === 1 ? "1 wartet" : `${neu} warten`;
    feld("texte-neu").hidden = !neu;
    const soll = JSON.stringify(frage.texte);
    if (feld("textliste").inhalt === soll) return;
    feld("textliste").inhalt = soll;
    const merken = document.activeElement?.dataset?.merken;
    feld("textliste").replaceChildren(...frage.texte.map((text) => {
      const zeile = document.createElement("li");
      zeile.className = text.freigabe;
      zeile.append(Object.assign(document.createElement("q"), { textContent: text.text }));
      for (const [freigabe, aufschrift] of [["gezeigt", "Zeigen"], ["abgelehnt", "Nicht zeigen"]]) {
        const knopf = Object.assign(document.createElement("button"), { type: "button", textContent: aufschrift });
        knopf.dataset.merken = `${text.schluessel}/${freigabe}`;
        knopf.setAttribute("aria-pressed", String(text.freigabe === freigabe));
        knopf.setAttribute("aria-label", `${aufschrift}: ${text.text}`);
        knopf.addEventListener("click", () => sende({
          aktion: "moderiere", runde: text.runde, text: text.schluessel,
          freigabe: text.freigabe === freigabe ? "neu" : freigabe,
        }));
        zeile.append(knopf);
      }
      return zeile;
    }));
    if (merken) document.querySelector(`[data-merken="${CSS.escape(merken)}"]`)?.focus();
  }

  // Nacheinander: Ein zweiter Klick wartet, statt verloren zu gehen oder den ersten zu überholen.
  function sende(auftrag) {
    const ganz = { ...gesehen(), ...auftrag };
    schlange = schlange.then(() => schicke(ganz));
    return schlange;
  }

  async function schicke(auftrag) {
    melde("");
    Saal.handgriffe += 1;
    try {
      const antwort = await fetch(`/vorfuehrung/${Saal.kennung}/steuerung`, {
        method: "POST",
        headers: { ...kopf(), "Content-Type": "application/json" },
        body: JSON.stringify(auftrag),
        signal: AbortSignal.timeout(15000),
      });
      const stand = await antwort.json();
      if (antwort.ok) {
        nachStand(stand);
        if (["oeffne", "setze_fort", "neue_runde", "zeige"].includes(auftrag.aktion)) {
          zeigeFrage(auftrag.frage, auftrag.aktion === "zeige");
        }
      } else {
        melde(stand.satz);
        erneuere();
      }
      return antwort.ok;
    } catch {
      // Auch was angekommen ist, kann ohne Antwort bleiben.
      melde("Keine Antwort vom INSEK-Monitor. Ob es angekommen ist, zeigt gleich der Stand.");
      erneuere();
      return false;
    }
  }

  function frageNach(an) {
    feld("nachfrage").hidden = !an;
    if (an) feld("nachfrage-nein").focus();
  }

  feld("knoepfe").addEventListener("click", (ereignis) => {
    const knopf = ereignis.target.closest("[data-aktion]");
    if (!knopf || knopf.getAttribute("aria-disabled") === "true") return;
    if (knopf.dataset.aktion === "neue_runde") frageNach(true);
    else sende({ aktion: knopf.dataset.aktion });
  });
  feld("nachfrage-ja").addEventListener("click", () => { frageNach(false); sende({ aktion: "neue_runde" }); });
  feld("nachfrage-nein").addEventListener("click", () => {
    frageNach(false);
    document.querySelector("[data-aktion=neue_runde]").focus();
  });
  // Wer zählt, sieht nicht, was andere inzwischen tun: Es gilt der Stand, bei dem das Zählen begann.
  feld("handform").addEventListener("focusin", (ereignis) => {
    if (!feld("handform").contains(ereignis.relatedTarget)) beimZaehlen = gesehen();
  });
  feld("handform").addEventListener("submit", async (ereignis) => {
    ereignis.preventDefault();
    const anzahlen = [...feld("handfelder").querySelectorAll("input")].map((zahl) => zahl.valueAsNumber);
    const mitGemeldeten = anzahlen.length > (gewaehlt()?.antworten.length ?? 0);
    const stimmende = mitGemeldeten ? anzahlen.pop() : null;
    const begonnen = beimZaehlen?.frage === feld("frage").value ? beimZaehlen : gesehen();
    const gespeichert = await sende({ aktion: "handzeichen", anzahlen, stimmende, ...begonnen });
    // Der nächste Versuch kennt den neuen Stand.
    beimZaehlen = null;
    if (gespeichert) feld("handzeichen").open = false;
  });
  feld("handzeichen").addEventListener("toggle", () => {
    if (feld("handzeichen").open) feld("handform").scrollIntoView({ block: "nearest" });
  });
  feld("frage").addEventListener("change", () => { frageNach(false); zeichne(); });

  return {
    richteEin(angaben) {
      ({ kopf, nachStand, erneuere, melde, zeigeFrage, folieMit, istHier, hatHandgriff } = angaben);
    },
    zeige(vortrag) {
      fragen = vortrag?.fragen ?? [];
      aktiv = vortrag?.aktiv ?? null;
      feld("steuerung").hidden = !fragen.length;
      fuelleAuswahl();
      zeichne();
    },
    // Mit jeder Folie wechselt die Steuerung zu deren Frage; dazwischen lässt sich jede andere wählen.
    folge(kennung) {
      if (!kennung || !fragen.some((frage) => frage.kennung === kennung)) {
        zeichne();
        return;
      }
      feld("frage").value = kennung;
      frageNach(false);
      zeichne();
    },
  };
})();
