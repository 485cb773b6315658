// Zeichenuhr: wann hat sich im Hauptbereich zuletzt etwas sichtbar verändert?
//
// Gezählt wird jede Änderung des Dokuments innerhalb von stMain und jeder WebGL-Zeichenbefehl (die Karte ändert
// das Dokument nicht). Nach jeder Änderung wird das nächste Bild abgewartet; gemessen ist also das Zeichnen.
(() => {
    const uhr = (window.__uhr = { klick: null, zuletzt: 0 });
    const gezeichnet = () =>
        requestAnimationFrame(() => setTimeout(() => { uhr.zuletzt = performance.now(); }, 0));
    new MutationObserver((liste) => {
        for (const eintrag of liste) {
            const knoten = eintrag.target.nodeType === 1 ? eintrag.target : eintrag.target.parentElement;
            if (knoten && knoten.closest('[data-testid="stMain"]')) { gezeichnet(); return; }
        }
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    for (const klasse of [window.WebGL2RenderingContext, window.WebGLRenderingContext]) {
        if (!klasse) continue;
        for (const befehl of ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced']) {
            const urform = klasse.prototype[befehl];
            if (!urform) continue;
            klasse.prototype[befehl] = function (...argumente) {
                gezeichnet();
                return urform.apply(this, argumente);
            };
        }
    }
    // Der Klick zählt ab dem Ereignis im Browser, nicht ab dem Auftrag von Playwright.
    for (const art of ['pointerdown', 'keydown']) {
        document.addEventListener(art, () => { uhr.klick = performance.now(); }, { capture: true });
    }
})();
