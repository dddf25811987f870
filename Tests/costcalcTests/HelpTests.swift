import Testing

import costcalc

@Test func overviewListsCommands() {
  let help = Help(of: Sample.program, on: .plain)
  #expect(
    help.overview() == """
      Counts what a convolutional network costs.

      Usage: costcalc COMMAND [OPTION]…

      Commands:
        table        Print the cost of every layer
        list         List the known networks
        check        Compare with the published figures
        help         Show how to use costcalc or one of its commands
        completions  Print a shell completion script for costcalc

      Options:
        -h, --help     Show this help
        -V, --version  Show the version

      A MODEL is the name of a known network or the path of a file that describes one.

      Try 'costcalc COMMAND --help' for more about a command.

      """)
}

@Test func commandHelpShowsEverything() {
  let help = Help(of: Sample.program, on: .plain)
  #expect(
    help.text(for: Sample.table) == """
      Print the cost of every layer

      Usage: costcalc table MODEL [--width 1,0.75]…

      The first paragraph is long enough that it has to be wrapped when the terminal
      has the usual width.

      The second is not.

      Operands:
        MODEL  The network to count

      Options:
        -f, --format FORMAT  Output format (text, json, csv or markdown)
        -c, --columns LIST   Columns to print, in order, separated by commas
        -e, --exact          Print integers in full, such as 568,740,352 instead of
                             569 M
        -j, --jobs COUNT     How many to do at once
        -q, --quiet          Say nothing
            --color WHEN     Bold headings and colored verdicts; auto is on a terminal
                             (auto, always or never)
        -h, --help           Show this help

      Parameters:
        Any other '--name value' sets a parameter of the model, such as
        '--width=0.75'. Put MODEL first: a '--name' takes the next word as its value.

      Examples:
        costcalc table mobilenet
            every layer of MobileNet
        costcalc table mobilenet --width 0.75 --format csv
            a thinner one, for a spreadsheet

      """)
}

@Test func commandHelpLeavesOutWhatIsEmpty() {
  let help = Help(of: Sample.program, on: Display(width: 60, usesColour: true))
  #expect(
    Display.harmless(help.text(for: Sample.check)) == """
      Compare with the published figures

      \u{1B}[1mUsage:\u{1B}[0m costcalc check MODEL…

      \u{1B}[1mOperands:\u{1B}[0m
        KIND     What to compare (macs, parameters or memory)
        [NAME…]  What to check (may be repeated)

      \u{1B}[1mOptions:\u{1B}[0m
            --color WHEN  Bold headings and colored verdicts; auto
                          is on a terminal (auto, always or never)
        -h, --help        Show this help

      """)
}

@Test func helpFitsEveryWidth() {
  for width in [1, 39, 40, 57, 80, 99, 100, 250] {
    let help = Help(of: Sample.program, on: Display(width: width, usesColour: false))
    let texts = [help.overview()] + Sample.program.commands.map(help.text)
    let limit = min(max(width, 40), 100)
    for line in texts.flatMap({ $0.split(separator: "\n") }) where !line.contains("costcalc ") {
      #expect(displayWidth(line) <= limit, "at width \(width): \(line)")
    }
  }
}

@Test func proseIsWrapped() {
  let table: [(text: String, width: Int, lines: [String])] = [
    ("", 10, []),
    ("a b c", 3, ["a b", "c"]),
    ("a\nb", 3, ["a b"]),
    ("a\n\nb", 3, ["a", "", "b"]),
    ("abcdef g", 3, ["abcdef", "g"]),
    ("入力 入力", 8, ["入力", "入力"]),
    ("入力 入力", 9, ["入力 入力"]),
  ]
  for (text, width, lines) in table {
    #expect(wrapped(text, to: width) == lines, "\(text) at \(width)")
  }
}
