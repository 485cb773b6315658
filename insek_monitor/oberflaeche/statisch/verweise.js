// Verweise innerhalb der Anwendung (a.intern) wechseln die Seite ohne Neuladen, wie die Navigation von Streamlit.
// Ohne dieses Skript sind es gewöhnliche Verweise; sie führen zum selben Ziel.
(function () {
  "use strict";
  addEventListener("click", (ereignis) => {
    const verweis = ereignis.target.closest?.("a.intern");
    if (!verweis || ereignis.button !== 0 || ereignis.ctrlKey || ereignis.metaKey || ereignis.shiftKey) return;
    ereignis.preventDefault();
    history.pushState(null, "", verweis.getAttribute("href"));
    dispatchEvent(new PopStateEvent("popstate"));
    scrollTo(0, 0);
  });
})();
