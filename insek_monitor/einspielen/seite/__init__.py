"""Die Seite Datenpflege: einspielen, Datenstände, bestätigen, ausgeben, Protokoll."""
