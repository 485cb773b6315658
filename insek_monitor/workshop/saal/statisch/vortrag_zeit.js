// Uhrzeit und Laufzeit der Vortragsansicht; die Laufzeit übersteht ein Neuladen.
"use strict";

const Zeit = (() => {
  const feld = (id) => document.getElementById(id);
  const name = `insek-zeit-${Saal.kennung}`;
  let stand = { seit: 0, vorher: 0, plan: "" };
  try { stand = { ...stand, ...JSON.parse(sessionStorage.getItem(name) ?? "{}") }; } catch { /* von vorn */ }

  const vergangen = () => Math.floor((stand.vorher + (stand.seit ? Date.now() - stand.seit : 0)) / 1000);
  const alsText = (s) => {
    const [std, min, sek] = [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60];
    const zwei = (zahl) => String(zahl).padStart(2, "0");
    return std ? `${std}:${zwei(min)}:${zwei(sek)}` : `${min}:${zwei(sek)}`;
  };

  function rest(sekunden) {
    const plan = Number(stand.plan);
    if (!Number.isFinite(plan) || plan < 1) return "";
    const uebrig = Math.ceil(plan - sekunden / 60);
    if (sekunden > plan * 60) {
      const drueber = Math.ceil(sekunden / 60 - plan);
      return `${drueber} ${drueber === 1 ? "Minute" : "Minuten"} über der Zeit`;
    }
    return `noch ${uebrig} ${uebrig === 1 ? "Minute" : "Minuten"}`;
  }

  function zeichne() {
    feld("uhr").textContent = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
    const sekunden = vergangen();
    feld("zeit").textContent = alsText(sekunden);
    const text = rest(sekunden);
    if (feld("zeit-rest").textContent !== text) feld("zeit-rest").textContent = text;
    feld("zeit-rest").classList.toggle("drueber", text.includes("über"));
    const knopf = stand.seit ? "Zeit anhalten" : stand.vorher ? "Zeit weiter" : "Zeit starten";
    if (feld("zeit-start").textContent !== knopf) feld("zeit-start").textContent = knopf;
  }

  function merke() {
    sessionStorage.setItem(name, JSON.stringify(stand));
    zeichne();
  }

  feld("zeit-start").addEventListener("click", () => {
    stand = stand.seit
      ? { ...stand, vorher: stand.vorher + Date.now() - stand.seit, seit: 0 }
      : { ...stand, seit: Date.now() };
    merke();
  });
  feld("zeit-null").addEventListener("click", () => {
    stand = { ...stand, vorher: 0, seit: stand.seit ? Date.now() : 0 };
    merke();
  });
  feld("zeit-plan").value = stand.plan;
  feld("zeit-plan").addEventListener("input", () => { stand.plan = feld("zeit-plan").value; merke(); });
  zeichne();
  setInterval(zeichne, 500);
})();
