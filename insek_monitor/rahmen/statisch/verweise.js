// Verweise innerhalb der Anwendung (a.intern) wechseln die Seite ohne Neuladen, wie die Navigation von Streamlit.
// Ohne dieses Skript sind es gewöhnliche Verweise; sie führen zum selben Ziel.
(function () {
  "use strict";
  // Diese Angaben der Adresse bedeuten auf jeder Seite dasselbe und gehen mit.
  const FILTER = ["stichtag", "einteilung", "klassen", "kreis", "belegt", "datenstand"];

  // Eine Bedienung, ein Eintrag im Verlauf: Beim Seitenwechsel legte Streamlit erst einen mit der alten Seite ohne
  // deren Angaben an, dann die neue; „Zurück“ führte auf die alte Seite mit verlorenen Angaben.
  let bedient = false;
  for (const art of ["pointerdown", "keydown", "click"]) addEventListener(art, () => { bedient = true; }, true);
  const neu = history.pushState;
  history.pushState = function (...angaben) {
    (bedient ? neu : history.replaceState).apply(history, angaben);
    bedient = false;
  };

  addEventListener("click", (ereignis) => {
    const verweis = ereignis.target.closest?.("a.intern");
    if (!verweis || ereignis.button !== 0 || ereignis.ctrlKey || ereignis.metaKey || ereignis.shiftKey) return;
    ereignis.preventDefault();
    const ziel = new URL(verweis.href);
    for (const [name, wert] of new URL(location.href).searchParams) {
      if (FILTER.includes(name)) ziel.searchParams.append(name, wert);
    }
    history.pushState(null, "", ziel);
    dispatchEvent(new PopStateEvent("popstate"));
    scrollTo(0, 0);
  });
})();
