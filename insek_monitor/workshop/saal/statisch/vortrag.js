// Vortragsansicht: aktuelle und nächste Folie, Notizen, Springen; hält die Leinwand im Gleichschritt.
"use strict";

const feld = (id) => document.getElementById(id);
const vorlagen = [...feld("vorlage-folien").content.querySelectorAll(".folie")];
const knoepfe = [...document.querySelectorAll("#liste [data-nr]")];
let nr = 0, dunkel = false, gruppen = false, teile = null, notizen = [], ziffern = "";

// Der Schlüssel steht nur hinter dem #: Er kommt in keine Anfrageadresse und verschwindet gleich aus der Zeile.
const ablage = `insek-schluessel-${Saal.kennung}`;
const ausAdresse = /^#s=([\w-]{10,64})$/.exec(location.hash);
if (ausAdresse) {
  sessionStorage.setItem(ablage, ausAdresse[1]);
  history.replaceState(null, "", location.pathname);
}
const schluessel = sessionStorage.getItem(ablage) ?? "";
const kopf = () => (schluessel ? { "X-Schluessel": schluessel } : {});

function melde(satz) {
  feld("fehler").textContent = satz;
  feld("fehler").hidden = !satz;
}

function stelleAuf(platz, vorlage) {
  platz.replaceChildren(...(vorlage ? [document.importNode(vorlage, true)] : []));
  platz.firstElementChild?.classList.add("aktiv");
  if (teile) Saal.fuelle(platz, teile, gruppen);
}

function zeige(neu, melden = true) {
  const ziel = Math.min(Math.max(neu, 1), vorlagen.length);
  if (ziel !== nr) {
    nr = ziel;
    sessionStorage.setItem(`insek-folie-${Saal.kennung}`, String(nr));
    feld("nummer").textContent = nr;
    stelleAuf(feld("jetzt"), vorlagen[nr - 1]);
    stelleAuf(feld("danach"), vorlagen[nr]);
    feld("danach").hidden = nr === vorlagen.length;
    feld("ende").hidden = nr < vorlagen.length;
    feld("notiz").textContent = notizen[nr - 1] || "Zu dieser Folie gibt es keine Notiz.";
    feld("notiz").classList.toggle("leer", !notizen[nr - 1]);
    for (const knopf of knoepfe) {
      if (Number(knopf.dataset.nr) === nr) knopf.setAttribute("aria-current", "true");
      else knopf.removeAttribute("aria-current");
    }
    // Nur die Liste rollt mit, nicht die Seite (auf dem Telefon stünde sonst die Liste oben).
    feld("liste").scrollTop = knoepfe[nr - 1].offsetTop - feld("liste").clientHeight / 2;
    feld("zurueck").setAttribute("aria-disabled", String(nr === 1));
    feld("weiter").setAttribute("aria-disabled", String(nr === vorlagen.length));
    Abstimmung.folge(vorlagen[nr - 1].querySelector(".abstimmung")?.dataset.frage);
    feld("ansage").textContent = `Folie ${nr} von ${vorlagen.length}: ${Saal.titel(vorlagen[nr - 1])}`;
  }
  if (melden) meldeStand();
}

function verdunkle(an, melden = true) {
  dunkel = an;
  feld("dunkel").setAttribute("aria-pressed", String(an));
  feld("jetzt").classList.toggle("verdunkelt", an);
  if (melden) meldeStand();
}

function vergleiche(an, melden = true) {
  gruppen = an;
  feld("gruppen").checked = an;
  if (teile) Saal.fuelle(document, teile, gruppen);
  if (melden) meldeStand();
}

const meldeStand = () => sende({ typ: "folie", nr, schwarz: dunkel, gruppen });

const sende = Saal.kanal((nachricht) => {
  if (nachricht.typ === "hallo") meldeStand();
  if (nachricht.typ === "stand") frage();
  if (nachricht.typ === "folie") {
    if (Number.isInteger(nachricht.nr)) zeige(nachricht.nr, false);
    if (typeof nachricht.schwarz === "boolean") verdunkle(nachricht.schwarz, false);
    if (typeof nachricht.gruppen === "boolean") vergleiche(nachricht.gruppen, false);
    // Die Vorschau hat dieselben Seitenverhältnisse wie die Leinwand.
    if (nachricht.breite > 0 && nachricht.hoehe > 0) {
      const verhaeltnis = Math.min(Math.max(nachricht.breite / nachricht.hoehe, 0.5), 3);
      document.documentElement.style.setProperty("--verhaeltnis", String(verhaeltnis));
    }
  }
});

const taten = {
  weiter: () => zeige(nr + 1),
  zurueck: () => zeige(nr - 1),
  erste: () => zeige(1),
  letzte: () => zeige(vorlagen.length),
  schwarz: () => verdunkle(true),
  vollbild: () => Saal.vollbild(),
  gruppen: () => vergleiche(!gruppen),
  eingabe: () => { zeige(Number(ziffern) || nr + 1); ziffern = ""; },
  loeschen: () => { if (ziffern) ziffern = ziffern.slice(0, -1); else zeige(nr - 1); },
  verlassen: () => { ziffern = ""; if (document.fullscreenElement) Saal.vollbild(); },
};

document.addEventListener("keydown", (ereignis) => {
  const tat = Saal.tat(ereignis);
  if (!tat || Saal.gehoertDemFeld(ereignis)) return;
  ereignis.preventDefault();
  if (dunkel && tat !== "vollbild") { verdunkle(false); return; }
  if (tat === "ziffer") { ziffern = (ziffern + ereignis.key).slice(-3); return; }
  if (!["eingabe", "loeschen"].includes(tat)) ziffern = "";
  taten[tat]();
});
feld("weiter").addEventListener("click", () => zeige(nr + 1));
feld("zurueck").addEventListener("click", () => zeige(nr - 1));
feld("dunkel").addEventListener("click", () => verdunkle(!dunkel));
feld("gruppen").addEventListener("change", () => vergleiche(feld("gruppen").checked));
feld("liste").addEventListener("click", (ereignis) => {
  const knopf = ereignis.target.closest("[data-nr]");
  if (knopf) zeige(Number(knopf.dataset.nr));
});

function nimmStand(stand) {
  teile = stand.teile;
  Abstimmung.zeige(stand.vortrag);
  Saal.fuelle(document, teile, gruppen);
  if (stand.satz) melde(stand.satz);
  else if (!stand.laeuft && nimmStand.bekannt) melde(Saal.GELOESCHT);
  if (!stand.vortrag) return stand.laeuft;
  if (!nimmStand.bekannt) Abstimmung.folge(vorlagen[nr - 1].querySelector(".abstimmung")?.dataset.frage);
  nimmStand.bekannt = true;
  return stand.laeuft;
}

const rahmen = (nummer) => vorlagen[nummer - 1]?.querySelector(".abstimmung[data-frage]:not([data-frage=''])");
const folieMit = (kennung) => 1 + vorlagen.findIndex(
  (folie) => folie.dataset.art === "abstimmung" && folie.querySelector(".abstimmung")?.dataset.frage === kennung,
);
let frage = () => {};
Abstimmung.richteEin({
  kopf, melde,
  erneuere: () => frage(),
  // Was eröffnet oder aufgedeckt wird, soll der Saal auch sehen: die Leinwand geht zur Folie der Frage.
  zeigeFrage: (kennung, aufErgebnis) => {
    const hier = rahmen(nr);
    if (hier?.dataset.frage === kennung && (aufErgebnis || hier.closest("[data-art=abstimmung]"))) return;
    const ziel = folieMit(kennung);
    if (ziel) zeige(ziel);
  },
  folieMit: (kennung) => folieMit(kennung),
  hatHandgriff: (ja) => feld("weiter").classList.toggle("haupt", !ja),
  istHier: (kennung) => rahmen(nr)?.dataset.frage === kennung,
  nachStand: (stand) => { nimmStand(stand); sende({ typ: "stand" }); frage(); },
});

async function holeNotizen() {
  if (!schluessel) return { satz: feld("ohne-schluessel").textContent };
  const antwort = await fetch(`/vorfuehrung/${Saal.kennung}/notizen.json`, { headers: kopf(), cache: "no-store" });
  // Nur ein falscher Schlüssel ist einer zum Vergessen; wer kurz warten soll, steuert danach weiter.
  return { ...(await antwort.json()), falsch: antwort.status === 403 };
}

async function beginne() {
  zeige(Number(sessionStorage.getItem(`insek-folie-${Saal.kennung}`)) || 1, false);
  sende({ typ: "hallo" });
  const inhalt = await holeNotizen();
  // Ohne Schlüssel bleiben die Folien nutzbar; Notizen und Steuerung fehlen, und die Seite sagt, warum.
  if (inhalt.satz) {
    melde(inhalt.satz);
    if (inhalt.falsch) sessionStorage.removeItem(ablage);
  }
  else {
    notizen = inhalt.notizen;
    feld("notiz").textContent = notizen[nr - 1] || "Zu dieser Folie gibt es keine Notiz.";
    feld("notiz").classList.toggle("leer", !notizen[nr - 1]);
  }
  frage = Saal.frageStand({
    kopf: inhalt.falsch ? () => ({}) : kopf,
    beiStand: nimmStand,
    beiFehler: (anzahl) => {
      if (anzahl === 4) melde("Keine Verbindung zum INSEK-Monitor. Es wird weiter versucht.");
      if (anzahl === 0) melde("");
    },
    beiEnde: () => {
      teile = null;
      Saal.geloescht(document);
      Abstimmung.zeige(null);
      melde(Saal.GELOESCHT);
    },
  });
}
beginne().catch(() => melde("Keine Verbindung zum INSEK-Monitor. Bitte laden Sie die Seite neu."));
