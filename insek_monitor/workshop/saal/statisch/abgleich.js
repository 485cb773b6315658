// Gemeinsames von Leinwand und Vortragsansicht: Tasten, Abgleich zwischen Fenstern, Stand des Raums.
"use strict";

document.documentElement.classList.add("laeuft");

class Veraltet extends Error {}

const Saal = {
  kennung: document.documentElement.dataset.kennung,
  GELOESCHT: "Diese Abstimmung ist beendet und gelöscht.",
  handgriffe: 0, // gesendete Änderungen: Ein Stand von davor wird nicht mehr gezeigt

  // Nachrichten an die anderen Fenster derselben Vorführung; ohne BroadcastChannel geht es ohne Abgleich weiter.
  kanal(empfange) {
    if (!("BroadcastChannel" in window)) return () => {};
    const kanal = new BroadcastChannel(`insek-vorfuehrung-${Saal.kennung}`);
    kanal.addEventListener("message", (ereignis) => {
      if (ereignis.data && typeof ereignis.data.typ === "string") empfange(ereignis.data);
    });
    return (nachricht) => kanal.postMessage(nachricht);
  },

  // Was eine Taste bedeutet; null: geht die Vorführung nichts an.
  tat(ereignis) {
    if (ereignis.ctrlKey || ereignis.metaKey || ereignis.altKey || ereignis.isComposing) return null;
    const taste = ereignis.key;
    if (taste === " ") return ereignis.shiftKey ? "zurueck" : "weiter";
    if (/^[0-9]$/.test(taste)) return "ziffer";
    return {
      ArrowRight: "weiter", ArrowDown: "weiter", PageDown: "weiter",
      ArrowLeft: "zurueck", ArrowUp: "zurueck", PageUp: "zurueck",
      Home: "erste", End: "letzte", Enter: "eingabe", Backspace: "loeschen",
      b: "schwarz", B: "schwarz", ".": "schwarz",
      // Fernbedienungen senden F5 zum Beginnen: Vollbild statt Neuladen (Strg+R lädt weiterhin neu).
      f: "vollbild", F: "vollbild", F5: "vollbild",
      g: "gruppen", G: "gruppen", Escape: "verlassen",
    }[taste] ?? null;
  },

  // Ob die Taste dem Feld gehört, in dem der Zeiger steht.
  gehoertDemFeld(ereignis) {
    const feld = ereignis.target;
    if (!(feld instanceof Element)) return false;
    if (feld.closest("input:not([type=checkbox]), textarea, select")) return ereignis.key !== "F5";
    // Lange Notizen rollen mit den Pfeilen, wenn sie den Zeiger haben.
    if (feld.closest(".notiz")) return ["ArrowUp", "ArrowDown"].includes(ereignis.key);
    return Boolean(feld.closest("button, summary, a, input")) && [" ", "Enter"].includes(ereignis.key);
  },

  vollbild() {
    const fertig = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen?.();
    fertig?.catch(() => {}); // ohne Erlaubnis des Browsers bleibt das Fenster, wie es ist
  },

  // Fragt jede Sekunde nach dem Stand; gleicher Stand kostet nur eine kurze Antwort (304).
  frageStand({ kopf = () => ({}), beiStand, beiFehler, beiEnde }) {
    const adresse = `/vorfuehrung/${Saal.kennung}/stand.json`;
    let marke = "", uhr = 0, fehler = 0, unterwegs = false, nochmal = false, ende = false;
    async function frage() {
      clearTimeout(uhr);
      if (ende) return;
      if (unterwegs) { nochmal = true; return; }
      unterwegs = true;
      const handgriffe = Saal.handgriffe;
      try {
        const kopfzeilen = { ...kopf(), ...(marke ? { "If-None-Match": marke } : {}) };
        const antwort = await fetch(adresse, {
          headers: kopfzeilen, cache: "no-store", signal: AbortSignal.timeout(8000),
        });
        if (antwort.status === 200) {
          const stand = await antwort.json();
          if (handgriffe !== Saal.handgriffe) throw new Veraltet();
          marke = antwort.headers.get("ETag") ?? "";
          ende = beiStand(stand) === false;
        } else if (antwort.status === 404) {
          ende = true;
          beiEnde?.();
        } else if (antwort.status !== 304) {
          throw new Error(String(antwort.status));
        }
        if (fehler) beiFehler?.(0);
        fehler = 0;
      } catch (grund) {
        if (grund instanceof Veraltet) nochmal = true;
        else beiFehler?.(fehler += 1);
      }
      unterwegs = false;
      if (!ende) uhr = setTimeout(frage, nochmal ? 0 : Math.min(1000 * Math.max(1, fehler), 5000));
      nochmal = false;
    }
    frage();
    return frage;
  },

  // Setzt die fertigen Stücke (vom Server maskiert) in die Folien; nur, was sich geändert hat.
  fuelle(wurzel, teile, gruppen) {
    for (const rahmen of wurzel.querySelectorAll(".folie .abstimmung")) {
      const art = rahmen.closest(".folie").dataset.art;
      const name = `${art}/${rahmen.dataset.frage ?? ""}`;
      const setze = (stelle, html) => Saal.setze(rahmen.querySelector(`:scope > .${stelle}`), html);
      const ergebnis = (gruppen && teile[`${name}/gruppen`]) || (teile[`${name}/ergebnis`] ?? "");
      setze("ergebnis", ergebnis);
      setze("stimmen", teile[`${name}/stimmen`] ?? "");
      // Wortlaut nur, wenn er im Raum geändert wurde; sonst steht er schon auf der Folie.
      if (teile[`${name}/frage`] !== undefined) setze("frage", teile[`${name}/frage`]);
      const titel = teile[`${name}/titel`];
      const zeile = rahmen.closest(".folie").querySelector(".titel");
      if (titel && zeile && zeile.textContent !== titel) zeile.textContent = titel;
      const vorlage = { beitreten: "beitritt-gross", abstimmung: "beitritt-klein" }[art];
      const stueck = vorlage ? document.getElementById(vorlage)?.innerHTML : "";
      setze("beitritt", ergebnis ? "" : teile[`${art}/beitritt`] ?? stueck ?? "");
      rahmen.classList.toggle("mit-ergebnis", Boolean(ergebnis));
    }
  },

  // Mit dem Raum wird seine Vorführung gelöscht (404): Auch was noch zu sehen ist, gilt dann nicht mehr.
  geloescht(wurzel) {
    for (const rahmen of wurzel.querySelectorAll(".folie .abstimmung")) {
      for (const stelle of ["ergebnis", "beitritt"]) Saal.setze(rahmen.querySelector(`:scope > .${stelle}`), "");
      Saal.setze(rahmen.querySelector(":scope > .stimmen"), `<p class="zaehler">${Saal.GELOESCHT}</p>`);
      rahmen.classList.remove("mit-ergebnis");
    }
  },

  setze(platz, html) {
    if (!platz || platz.inhalt === html) return;
    platz.inhalt = html;
    platz.innerHTML = html;
    platz.hidden = html === "";
  },

  titel(folie) {
    const zeile = folie.querySelector("h1, h2, h3, .frage");
    return (zeile?.textContent ?? "").trim().replace(/\s+/g, " ");
  },
};
