"""Was Seiten aus mehreren Flügeln zusammensetzt."""
