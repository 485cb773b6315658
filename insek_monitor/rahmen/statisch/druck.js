// Bringt eine Seite aufs Papier: Klasse „druck“ setzen, messen, verkleinern; danach alles zurück.
(function () {
  "use strict";
  const MM = 96 / 25.4;
  const BLATT = { breite: (210 - 24) * MM, hoehe: (297 - 24) * MM }; // A4 ohne die Ränder aus stil.css
  const wurzel = document.documentElement;

  addEventListener("beforeprint", () => {
    const inhalt = document.querySelector('[data-testid="stMainBlockContainer"]');
    if (!inhalt) return;
    // Diagramme haben die Breite, die sie am Bildschirm haben; das Blatt übernimmt sie und wird als Ganzes kleiner.
    const breite = Math.max(inhalt.getBoundingClientRect().width - 80, 700);
    wurzel.style.setProperty("--druckbreite", breite + "px");
    wurzel.style.setProperty("--druckmass", "1");
    // Auf Papier ist der Grund weiß; ein dunkles Aussehen wird umgekehrt, die Farbtöne bleiben.
    const grund = getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor;
    const [r, g, b] = (grund.match(/\d+/g) || [255, 255, 255]).map(Number);
    wurzel.classList.toggle("druck-umgekehrt", r + g + b < 380);
    wurzel.classList.add("druck");
    let mass = BLATT.breite / breite;
    if (document.querySelector(".st-key-gemeindewahl")) {
      mass = Math.min(mass, (BLATT.hoehe * 0.9) / inhalt.getBoundingClientRect().height);
    }
    wurzel.style.setProperty("--druckmass", String(Math.min(mass, 1)));
  });
  addEventListener("afterprint", () => wurzel.classList.remove("druck", "druck-umgekehrt"));
})();
