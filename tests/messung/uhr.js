// Zeichenuhr: wann hat sich im Hauptbereich zuletzt etwas sichtbar verändert?
//
// Gezählt werden Änderungen des Dokuments innerhalb von stMain und jeder Zeichenbefehl auf einer Leinwand (Karte:
// WebGL, Tabelle: 2D; beide ändern das Dokument nicht). Nicht gezählt wird, was niemand sieht: die Ersatztabelle
// für Vorleseprogramme im Inneren einer Leinwand, die etwas später nachkommt. Nach jeder Änderung wird das nächste
// Bild abgewartet; gemessen ist also das Zeichnen.
(() => {
    const uhr = (window.__uhr = { klick: null, zuletzt: 0 });
    const gezeichnet = () =>
        requestAnimationFrame(() => setTimeout(() => { uhr.zuletzt = performance.now(); }, 0));
    new MutationObserver((liste) => {
        for (const eintrag of liste) {
            const knoten = eintrag.target.nodeType === 1 ? eintrag.target : eintrag.target.parentElement;
            if (knoten && knoten.closest('[data-testid="stMain"]') && !knoten.closest('canvas')) {
                gezeichnet();
                return;
            }
        }
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const zaehle = (klasse, befehle) => {
        for (const befehl of befehle) {
            const urform = klasse?.prototype[befehl];
            if (!urform) continue;
            klasse.prototype[befehl] = function (...argumente) {
                if (this.canvas.isConnected) gezeichnet();
                return urform.apply(this, argumente);
            };
        }
    };
    for (const klasse of [window.WebGL2RenderingContext, window.WebGLRenderingContext]) {
        zaehle(klasse, ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced']);
    }
    zaehle(window.CanvasRenderingContext2D, ['fillText', 'drawImage']);
    // Der Klick zählt ab dem Ereignis im Browser, nicht ab dem Auftrag von Playwright.
    for (const art of ['pointerdown', 'keydown']) {
        document.addEventListener(art, () => { uhr.klick = performance.now(); }, { capture: true });
    }
})();
