"""Die Oberfläche: das einzige Paket, das Streamlit kennt."""
