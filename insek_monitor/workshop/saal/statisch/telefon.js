/* Telefonseite: schickt ab, ohne neu zu laden, und sieht nach, ob es eine neue Frage gibt.
   Ohne dieses Skript geht alles mit Formular und „Aktualisieren“. */
(function () {
  "use strict";
  var inhalt = document.getElementById("inhalt");
  var meldung = document.getElementById("meldung");
  if (!inhalt || !window.fetch || !window.AbortController || !window.URLSearchParams) return;

  var ADRESSE = "/w/" + inhalt.dataset.code;
  var ABSTAND = 4000;
  var FRIST = 10000;
  var OHNE_NETZ = "Noch nicht gespeichert – keine Verbindung. Es wird weiter versucht.";
  var kennung = "";
  var bestaetigt = wahl();
  var wartend = null; // was noch abzuschicken ist: {daten, zug, versuch, abbruch, uhr}
  var gezogen = {}; // je Runde der zuletzt vergebene Zug
  var nachsehen = 0;

  function sage(text, fehler) {
    if (meldung.textContent !== text) meldung.textContent = text;
    meldung.className = fehler ? "fehler" : "";
  }

  function formular() { return inhalt.querySelector("form"); }

  function wahl() {
    var form = formular();
    if (!form) return "";
    var daten = new URLSearchParams(new FormData(form));
    daten.delete("zug");
    return daten.toString();
  }

  /* Jedes Abschicken trägt einen höheren Zug: Kommt ein älteres später an, gilt es nicht mehr. Gemerkt auch
     über das Neuladen hinweg, denn das ältere kann da noch unterwegs sein; je Runde beginnt die Zählung neu. */
  function naechsterZug() {
    var runde = inhalt.dataset.runde, ort = "zug " + ADRESSE + " " + runde;
    var zug = Math.max(Number(formular().elements.zug.value), (gezogen[runde] || Number(merke(ort))) + 1);
    gezogen[runde] = zug = Math.min(zug, 1000000);
    merke(ort, String(zug));
    return zug;
  }

  /* Bis zum Schließen des Fensters. */
  function merke(ort, wert) {
    try {
      if (wert !== undefined) sessionStorage.setItem(ort, wert);
      return sessionStorage.getItem(ort) || "";
    } catch (fehler) { return ""; } // privates Fenster
  }

  function ungesendet() { return wartend !== null || wahl() !== bestaetigt; }

  /* Die Frist gilt, bis auch der Inhalt da ist: Kopfzeilen allein bestätigen nichts. */
  function hole(adresse, einstellungen, abbruch) {
    abbruch = abbruch || new AbortController();
    var uhr = setTimeout(function () { abbruch.abort(); }, FRIST);
    einstellungen.signal = abbruch.signal;
    einstellungen.cache = "no-store";
    einstellungen.credentials = "same-origin";
    return fetch(adresse, einstellungen).then(function (antwort) {
      return antwort.text().then(function (text) {
        return { status: antwort.status, kopf: antwort.headers, text: text };
      });
    }).then(
      function (antwort) { clearTimeout(uhr); return antwort; },
      function (fehler) { clearTimeout(uhr); throw fehler; });
  }

  /* Abschicken. Wiederholt wird, bis gespeichert oder abgewiesen ist; doppelt zählt es dadurch nicht. */
  function schicke() {
    if (!wartend || wartend.abbruch) return;
    var dies = wartend;
    clearTimeout(dies.uhr);
    dies.abbruch = new AbortController();
    hole(ADRESSE, {
      method: "POST",
      headers: { "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      body: dies.daten + "&zug=" + dies.zug
    }, dies.abbruch).then(function (antwort) {
      var angaben = JSON.parse(antwort.text);
      dies.abbruch = null;
      if (wartend !== dies) return;
      if (antwort.status === 429 || antwort.status >= 500) {
        spaeter(dies, 1000 * (Number(antwort.kopf.get("Retry-After")) || 0), angaben.meldung);
        return;
      }
      wartend = null;
      if (angaben.gespeichert) gespeichert(dies, angaben); else abgewiesen(angaben);
    }).catch(function () {
      dies.abbruch = null;
      if (wartend === dies) spaeter(dies, 0, OHNE_NETZ);
    });
  }

  function spaeter(dies, mindestens, text) {
    sage(text || OHNE_NETZ, true);
    var pause = Math.min(15000, 1000 * Math.pow(2, dies.versuch));
    dies.versuch += 1;
    dies.uhr = setTimeout(schicke, Math.max(mindestens, pause * (0.75 + Math.random() / 2)));
  }

  function gespeichert(dies, angaben) {
    bestaetigt = dies.daten;
    var knopf = inhalt.querySelector("button");
    if (knopf) knopf.textContent = "Antwort ändern";
    sage(wahl() === bestaetigt ? angaben.meldung
      : "Gespeichert ist Ihre vorige Wahl. Tippen Sie auf „Antwort ändern“, damit die neue gilt.");
  }

  function abgewiesen(angaben) {
    sage(angaben.meldung, true);
    if (angaben.grund !== "ungueltig" && angaben.grund !== "voll" && angaben.grund !== "kein_ausweis") {
      ersetze(angaben.meldung, angaben.grund === "ueberholt").catch(function () { /* Der Satz steht da. */ });
    }
  }

  document.addEventListener("submit", function (ereignis) {
    if (ereignis.target !== formular()) return;
    ereignis.preventDefault();
    var daten = wahl();
    sage("Wird gespeichert …");
    if (wartend && wartend.daten === daten) { schicke(); return; } // noch einmal getippt: derselbe Zug
    if (wartend) {
      clearTimeout(wartend.uhr);
      if (wartend.abbruch) wartend.abbruch.abort();
    }
    wartend = { daten: daten, zug: naechsterZug(), versuch: 0, abbruch: null, uhr: 0 };
    schicke();
  });

  document.addEventListener("change", function (ereignis) {
    if (!inhalt.contains(ereignis.target)) return;
    if (ereignis.target.name === "gruppe") merke("gruppe " + ADRESSE, ereignis.target.value);
    if (bestaetigt && inhalt.querySelector("button") && wahl() !== bestaetigt && !wartend &&
        meldung.className !== "fehler" && meldung.textContent) {
      sage("Noch nicht gespeichert. Bitte tippen Sie auf „" + inhalt.querySelector("button").textContent + "“.");
    }
  });

  /* Mit dem Finger über die Stufen ziehen wie bei einem Regler. */
  document.addEventListener("touchmove", function (ereignis) {
    if (!ereignis.target.closest || !ereignis.target.closest(".stufen")) return;
    var finger = ereignis.touches[0];
    var feld = document.elementFromPoint(finger.clientX, finger.clientY);
    var stufe = feld && feld.closest(".stufen label");
    var punkt = stufe && stufe.querySelector("input");
    if (punkt && !punkt.checked) {
      punkt.checked = true;
      punkt.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }, { passive: true });

  /* Die Gruppe bleibt vorgewählt. */
  function waehleGruppe() {
    var feld = inhalt.querySelector("select");
    if (!feld || feld.value) return;
    var wert = merke("gruppe " + ADRESSE);
    for (var i = 0; i < feld.options.length; i++) if (feld.options[i].value === wert) feld.selectedIndex = i;
    bestaetigt = wahl();
  }

  /* Nachsehen, ob sich der Stand geändert hat; nicht, solange die Seite im Hintergrund ist. */
  function plane(pause) {
    clearTimeout(nachsehen);
    if (!document.hidden) nachsehen = setTimeout(sieheNach, pause * (0.75 + Math.random() / 2));
  }

  function sieheNach() {
    var kopf = { "Accept": "application/json" };
    if (kennung) kopf["If-None-Match"] = kennung;
    hole(ADRESSE + "/stand", { headers: kopf }).then(function (antwort) {
      if (antwort.status === 404) return ersetze("");
      if (antwort.status !== 200) return;
      // Ein anderer Prozess des Servers darf kurz einen älteren Stand nennen.
      if (Number(JSON.parse(antwort.text).stand) > Number(inhalt.dataset.stand)) return ersetze("");
      kennung = antwort.kopf.get("ETag") || "";
    }).catch(function () { /* Ohne Verbindung: beim nächsten Mal. */ }).then(function () {
      plane(inhalt.dataset.zustand === "beendet" ? 15 * ABSTAND : ABSTAND);
    });
  }

  /* Den neuen Stand der Seite holen. Was gerade gewählt und nicht abgeschickt ist, bleibt stehen, außer wenn
     eine neuere Antwort dieses Geräts gilt: Dann wird sie gezeigt. */
  function ersetze(grund, ueberholt) {
    return hole(ADRESSE, { headers: { "Accept": "text/html" } }).then(function (antwort) {
      if (antwort.status >= 500 || antwort.status === 429) return;
      var neu = new DOMParser().parseFromString(antwort.text, "text/html");
      var neuer = neu.getElementById("inhalt");
      if (!neuer) { location.reload(); return; }
      if (ueberholt && wartend) return; // inzwischen noch einmal abgeschickt
      uebernimm(neuer, neu.getElementById("meldung"), grund, ueberholt);
    });
  }

  function uebernimm(neuer, neueMeldung, grund, ueberholt) {
    var alt = inhalt.dataset;
    var dieselbe = alt.runde === neuer.dataset.runde && alt.fassung === neuer.dataset.fassung;
    var zustand = neuer.dataset.zustand;
    if (!ueberholt && dieselbe && zustand === (alt.gesehen || alt.zustand)) {
      // Hier ändert sich nichts (vorn wurde etwa ein Ergebnis gezeigt): nichts anfassen, auch nicht den Fokus.
      alt.stand = neuer.dataset.stand;
      if (grund) sage(grund, true);
      return;
    }
    if (!ueberholt && dieselbe && ungesendet() && alt.zustand === "offen") {
      if (zustand === "pausiert" || zustand === "offen") {
        alt.stand = neuer.dataset.stand;
        alt.gesehen = zustand;
        if (!wartend) {
          sage(grund || (zustand === "pausiert" ? neueMeldung.textContent
            : "Die Abstimmung geht weiter. Ihre Wahl ist noch nicht abgeschickt."), Boolean(grund));
        }
        return;
      }
      grund = grund || "Die Abstimmung ist geschlossen. Ihre letzte Wahl war nicht abgeschickt und zählt nicht.";
    } else if (!dieselbe && ungesendet() && alt.runde !== "0" && !grund) {
      grund = alt.runde === neuer.dataset.runde ? "Die Frage wurde geändert. Bitte wählen Sie noch einmal."
        : "Es wird etwas anderes gefragt. Ihre letzte Wahl war nicht abgeschickt und zählt nicht.";
    }
    if (wartend) {
      clearTimeout(wartend.uhr);
      wartend = null;
    }
    var innen = inhalt.contains(document.activeElement);
    inhalt.replaceWith(neuer);
    inhalt = neuer;
    bestaetigt = wahl();
    waehleGruppe();
    var frage = inhalt.querySelector("h2");
    var satz = grund || neueMeldung.textContent;
    sage(satz || (dieselbe || !frage ? "" : "Neue Frage: " + frage.textContent), Boolean(grund));
    if (!satz) meldung.className = "vorlesen";
    if (innen && frage) frage.focus();
    if (!dieselbe) window.scrollTo(0, 0);
  }

  document.addEventListener("visibilitychange", function () {
    if (document.hidden) clearTimeout(nachsehen); else { sieheNach(); if (wartend) schicke(); }
  });
  window.addEventListener("online", function () { if (wartend) schicke(); else sieheNach(); });
  window.addEventListener("pageshow", function (ereignis) { if (ereignis.persisted) location.reload(); });

  waehleGruppe();
  plane(ABSTAND);
})();
