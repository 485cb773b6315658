// Nummeriert alles, was ein Mensch anklicken kann (data-probe), und liefert die Liste [Nummer, Beschreibung].
//
// Mitglieder einer Gruppe (Optionsfelder, Reiter, Werkzeugleisten, Tabellen) erreicht man mit den Pfeiltasten: dort
// genügt ein Halt je Gruppe, alle tragen dieselbe Nummer. Was zu einem zusammengesetzten Feld gehört (etwa der
// Pfeil einer Auswahlliste), gilt als erreicht, wenn das Feld erreicht wird.
() => {
    const arten =
        'a[href], button, input, select, textarea, summary, [role=button], [role=checkbox], [role=switch], ' +
        '[role=radio], [role=tab], [role=slider], [role=combobox], [tabindex="0"]';
    const gruppen =
        '[role=radiogroup], [role=tablist], [role=toolbar], [role=grid], label, ' +
        '[data-testid=stSelectbox], [data-testid=stMultiSelect], [data-testid=stDateInput], ' +
        '[data-testid=stNumberInput], [data-testid=stButtonGroup], [data-testid=stDataFrame], ' +
        '[data-testid=stSelectSlider], [data-testid=stSlider]';
    const sichtbar = (e) => {
        const rand = e.getBoundingClientRect();
        return e.checkVisibility({ visibilityProperty: true }) && rand.width > 0 && rand.height > 0;
    };
    const gesperrt = (e) =>
        e.disabled || e.getAttribute('aria-disabled') === 'true' || e.closest('[aria-hidden=true], [inert]');
    const nummern = new Map();
    const liste = [];
    for (const e of document.querySelectorAll(arten)) {
        const feld = e.closest('label, [role=radiogroup]') || e;
        if (gesperrt(e) || (!sichtbar(e) && !sichtbar(feld))) continue;
        // Ein Optionsfeld steckt in seinem label; es gehört aber zur ganzen Gruppe.
        const gruppe = e.closest('[role=radiogroup]') || e.closest(gruppen) || e;
        if (!nummern.has(gruppe)) nummern.set(gruppe, String(nummern.size + 1));
        e.dataset.probe = nummern.get(gruppe);
        const name = e.getAttribute('aria-label') || e.innerText || e.title || e.placeholder || '';
        const was = [e.tagName.toLowerCase(), e.getAttribute('role') || '', name].join(' ');
        liste.push([e.dataset.probe, was.slice(0, 100)]);
    }
    return liste;
}
