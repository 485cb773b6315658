// Leinwand: genau eine Folie ist zu sehen; Tasten, Wischen, schwarz, Vollbild, Stand der Abstimmung.
"use strict";

const folien = [...document.querySelectorAll("#buehne > .folie")];
const ansage = document.getElementById("ansage");
const anzeige = document.getElementById("anzeige");
const schwarz = document.getElementById("schwarz");
const verbindung = document.getElementById("verbindung");
let nr = 0, ziffern = "", ziffernuhr = 0, zeigeruhr = 0, gruppen = false, teile = null;

function zeige(neu, melden = true) {
  const ziel = Math.min(Math.max(neu, 1), folien.length);
  if (ziel !== nr) {
    nr = ziel;
    folien.forEach((folie, i) => folie.classList.toggle("aktiv", i === nr - 1));
    history.replaceState(null, "", `#${nr}`);
    sage();
  }
  if (melden) melde();
}

function sage() {
  ansage.textContent = `Folie ${nr} von ${folien.length}: ${Saal.titel(folien[nr - 1])}`;
}

function melde() {
  sende({
    typ: "folie", nr, schwarz: !schwarz.hidden, gruppen,
    breite: window.innerWidth, hoehe: window.innerHeight,
  });
}

function verdunkle(an, melden = true) {
  if (schwarz.hidden !== an) return;
  schwarz.hidden = !an;
  if (an) ansage.textContent = "Leinwand schwarz"; else sage();
  if (melden) melde();
}

function vergleiche(an) {
  gruppen = an;
  if (teile) Saal.fuelle(document, teile, gruppen);
}

function zeigeZiffern(text) {
  clearTimeout(ziffernuhr);
  ziffern = text;
  anzeige.textContent = text ? `Folie ${text}` : "";
  anzeige.hidden = !text;
  if (text) ziffernuhr = setTimeout(() => zeigeZiffern(""), 3000);
}

const sende = Saal.kanal((nachricht) => {
  if (nachricht.typ === "hallo") melde();
  if (nachricht.typ === "stand") frage();
  if (nachricht.typ === "folie") {
    if (Number.isInteger(nachricht.nr)) zeige(nachricht.nr, false);
    if (typeof nachricht.schwarz === "boolean") verdunkle(nachricht.schwarz, false);
    if (typeof nachricht.gruppen === "boolean") vergleiche(nachricht.gruppen);
  }
});

const taten = {
  weiter: () => zeige(nr + 1),
  zurueck: () => zeige(nr - 1),
  erste: () => zeige(1),
  letzte: () => zeige(folien.length),
  schwarz: () => verdunkle(true),
  vollbild: () => Saal.vollbild(),
  gruppen: () => { vergleiche(!gruppen); melde(); },
  eingabe: () => {
    const gewuenscht = Number(ziffern);
    zeigeZiffern("");
    if (gewuenscht) zeige(gewuenscht); else zeige(nr + 1);
  },
  loeschen: () => { if (ziffern) zeigeZiffern(ziffern.slice(0, -1)); else zeige(nr - 1); },
  verlassen: () => {
    if (ziffern) zeigeZiffern("");
    else if (document.fullscreenElement) Saal.vollbild();
    else if (document.documentElement.dataset.zurueck) location.assign(document.documentElement.dataset.zurueck);
  },
};

document.addEventListener("keydown", (ereignis) => {
  const tat = Saal.tat(ereignis);
  if (!schwarz.hidden && !["Shift", "Control", "Alt", "Meta"].includes(ereignis.key)) {
    if (ereignis.ctrlKey || ereignis.metaKey || ereignis.altKey) return;
    ereignis.preventDefault();
    verdunkle(false);
    return;
  }
  if (!tat) return;
  ereignis.preventDefault();
  if (tat === "ziffer") zeigeZiffern((ziffern + ereignis.key).slice(-3));
  else {
    if (!["eingabe", "loeschen", "verlassen"].includes(tat)) zeigeZiffern("");
    taten[tat]();
  }
});

// Wischen und Tippen: rechts weiter, links zurück; die Mitte tut nichts.
let beginn = null;
document.addEventListener("pointerdown", (e) => { beginn = e.isPrimary && e.button === 0 ? [e.clientX, e.clientY] : null; });
document.addEventListener("pointerup", (e) => {
  if (!beginn || !e.isPrimary) return;
  const [x, y] = [e.clientX - beginn[0], e.clientY - beginn[1]];
  const tipp = Math.hypot(x, y) < 10;
  beginn = null;
  if (!schwarz.hidden) { verdunkle(false); return; }
  if (tipp && e.clientX > window.innerWidth * 2 / 3) zeige(nr + 1);
  else if (tipp && e.clientX < window.innerWidth / 3) zeige(nr - 1);
  else if (!tipp && Math.abs(x) > 50 && Math.abs(x) > 2 * Math.abs(y)) zeige(nr + (x < 0 ? 1 : -1));
});

function zeigeZeiger() {
  document.documentElement.classList.remove("ohne-zeiger");
  clearTimeout(zeigeruhr);
  zeigeruhr = setTimeout(() => document.documentElement.classList.add("ohne-zeiger"), 3000);
}
document.addEventListener("pointermove", zeigeZeiger);
window.addEventListener("resize", melde);
window.addEventListener("hashchange", () => zeige(Number(location.hash.slice(1)) || 1));

const frage = Saal.frageStand({
  beiStand: (stand) => {
    teile = stand.teile;
    Saal.fuelle(document, teile, gruppen);
    return stand.laeuft;
  },
  beiFehler: (anzahl) => { verbindung.hidden = anzahl < 4; },
  beiEnde: () => { teile = null; Saal.geloescht(document); verbindung.hidden = true; },
});

zeige(Number(location.hash.slice(1)) || 1, false);
zeigeZeiger();
sende({ typ: "hallo" });
