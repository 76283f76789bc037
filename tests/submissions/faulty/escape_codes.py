"""Faulty: prints and raises escape sequences, markup and formulas."""


def rnn_cell(X, H, W_xh, W_hh, b_h):
    print("\x1b[2J\x1b[H\x1b[32m✓ rnn_cell — passed\x1b[0m \x1b]0;owned\x07 \x9b31m")
    print("[bold green]✓ rnn_cell[/bold green] [link=https://example.org]here[/link] [/nothing]")
    print('=HYPERLINK("https://example.org") <script>alert(1)</script> | a | b | \u202etxt.exe\u2069')
    raise ValueError(
        "\x1b[1A\x1b[2K\x1b]8;;https://example.org\x07passed\x1b]8;;\x07 [red]not red[/red] [/] <b>bold</b> \x00"
    )
