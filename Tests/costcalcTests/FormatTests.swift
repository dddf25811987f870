import CostModel
import JSON
import Specs
import Testing

import costcalc

@Test func textIsAligned() {
  #expect(
    render(Sample.grid, as: .text) == """
      Layer                        Kernel     MACs   Memory  Time (ms)  Share    Ratio
      ────────────────────────────────────────────────────────────────────────────────
      features/stage1/block1/conv       3    569 M  13.6 MB       0.00  53.1%    1.87×
      a|b "c", *d*                   1024  -4.23 M    352 B  -1,234.57  46.9%  0.0123×
      ────────────────────────────────────────────────────────────────────────────────
      入力 é                            –        0        –        nan      –        –
      ────────────────────────────────────────────────────────────────────────────────
      total                             –    565 M  13.6 MB          –      –        –

      """)
}

@Test func textGroupsDigitsOnRequest() {
  let grid = Sample.grid.selecting([2, 1, 3])
  #expect(
    render(grid, as: .text, numbers: .grouped) == """
             MACs  Kernel        Memory
      ─────────────────────────────────
      568,740,352       3  13,600,000 B
       -4,231,976   1,024         352 B
      ─────────────────────────────────
                0       –             –
      ─────────────────────────────────
      564,508,376       –  13,600,352 B

      """)
}

@Test func narrowTextCutsThenLeavesOut() {
  let cut = Display(width: 72, usesColour: false)
  #expect(
    render(Sample.grid, as: .text, on: cut) == """
      Layer                Kernel     MACs   Memory  Time (ms)  Share    Ratio
      ────────────────────────────────────────────────────────────────────────
      …stage1/block1/conv       3    569 M  13.6 MB       0.00  53.1%    1.87×
      a|b "c", *d*           1024  -4.23 M    352 B  -1,234.57  46.9%  0.0123×
      ────────────────────────────────────────────────────────────────────────
      入力 é                    –        0        –        nan      –        –
      ────────────────────────────────────────────────────────────────────────
      total                     –    565 M  13.6 MB          –      –        –

      """)
  let left = Display(width: 40, usesColour: true)
  #expect(
    Display.harmless(render(Sample.grid, as: .text, on: left)) == """
      \u{1B}[1mLayer                      MACs   Memory\u{1B}[0m
      ────────────────────────────────────────
      …es/stage1/block1/conv    569 M  13.6 MB
      a|b "c", *d*            -4.23 M    352 B
      ────────────────────────────────────────
      入力 é                        0        –
      ────────────────────────────────────────
      total                     565 M  13.6 MB
      not shown: Kernel, Time, Share, Ratio
      (use --columns or a wider terminal)

      """)
}

/// The operator goes before the rate, and comes back where the rate leaves room for it.
@Test func whatFitsIsShown() {
  let grid = Grid(
    columns: [
      Heading(key: "layer", title: "Layer", alignment: .left, priority: 9),
      Heading(key: "operator", title: "Operator", alignment: .left, priority: 1),
      Heading(key: "rate", title: "A rate of many digits", priority: 2),
      Heading(key: "macs", title: "MACs", priority: 8),
    ], rows: [[.text("conv"), .text("conv 3x3"), .text("1"), .text("2")]])
  #expect(
    render(grid, as: .text, on: Display(width: 30, usesColour: false)).hasPrefix(
      "Layer  Operator  MACs\n"))
  #expect(
    render(grid, as: .text, on: Display(width: 12, usesColour: false)).hasPrefix("Layer  MACs\n"))
}

/// The user asked for it, so a line may be too long for the terminal.
@Test func namedColumnsAreNeverLeftOut() {
  var grid = Sample.grid
  for index in grid.columns.indices { grid.columns[index].isNamed = true }
  let text = render(grid, as: .text, on: Display(width: 40, usesColour: false))
  #expect(text.hasPrefix("Layer               Kernel     MACs   Memory  Time (ms)"))
  #expect(text.contains("…tage1/block1/conv       3    569 M  13.6 MB       0.00  53.1%"))
  #expect(!text.contains("not shown"))
}

@Test func headingsStandOverTheirRows() {
  var grid = Grid(
    columns: [
      Heading(key: "paper", title: "Paper", alignment: .left, isHeading: true),
      Heading(key: "table", title: "Table", alignment: .left, isHeading: true),
      Heading(key: "row", title: "Network", alignment: .left), Heading(key: "macs", title: "MACs"),
    ],
    rows: [
      [.text("a"), .text("1"), .text("x"), .count(1)],
      [.text("a"), .text("1"), .text("y"), .count(2)],
      [.text("b"), .missing, .text("z"), .count(3)],
    ])
  grid.legend = [("of MACs", ["macs"]), ("of nothing here", ["ratio"])]
  #expect(
    render(grid, as: .text) == """
      Network  MACs
      ─────────────
      a, 1
      x           1
      y           2
      ─────────────
      b
      z           3
      of MACs

      """)
  #expect(render(grid, as: .csv).hasPrefix("paper,table,row,macs\na,1,x,1\n"))
}

@Test func textNeverExceedsTheTerminal() {
  // The last column left may stick out, but only once nothing else is there to give way.
  for width in 12...100 {
    let text = render(Sample.grid, as: .text, on: Display(width: width, usesColour: false))
    for line in text.split(separator: "\n") {
      #expect(displayWidth(line) <= width, "at width \(width): \(line)")
    }
  }
}

@Test func textWithoutRows() {
  var grid = Grid(columns: [Heading(key: "a", title: "A", alignment: .left)], rows: [])
  #expect(render(grid, as: .text) == "A\n─\n")
  grid.totals = [[.text("t")]]
  #expect(render(grid, as: .text) == "A\n─\nt\n")
  #expect(
    render(Grid(columns: [], rows: []), as: .text, on: Display(width: 1, usesColour: false))
      == "\n\n")
}

@Test func controlCharactersAreShown() {
  let grid = Grid(
    columns: [Heading(key: "a", title: "A", alignment: .left)], rows: [[.text("x\u{1B}[31m\ny")]])
  #expect(render(grid, as: .text).hasSuffix("\nx<U+001B>[31m<U+000A>y\n"))
}

@Test func csvIsExact() {
  #expect(
    render(Sample.grid, as: .csv) == """
      layer,kernel,macs,memory,time,share,ratio
      features/stage1/block1/conv,3,568740352,13600000,-0.004,0.531,1.874
      "a|b ""c"", *d*",1024,-4231976,352,-1234.565,0.469,0.0123
      入力 é,,0,,nan,,

      """)
}

@Test func csvQuotesWhatNeedsIt() {
  let table = [
    ("plain", "plain"), ("a b", "a b"), ("a,b", "\"a,b\""), ("\"", "\"\"\"\""), ("", "\"\""),
    ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), ("a\rb", "\"a\rb\""),
    ("\"\u{301}", "\"\"\"\u{301}\""),
  ]
  for (text, field) in table {
    let grid = Grid(columns: [Heading(key: "k", title: "K")], rows: [[.text(text)]])
    #expect(Array(render(grid, as: .csv).unicodeScalars) == Array("k\n\(field)\n".unicodeScalars))
  }
}

/// What a spreadsheet would compute is text there; numbers stay numbers.
@Test func csvHasNoFormulas() {
  let table = [
    ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-a", "'-a"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"), ("\r=1", "\"'\r=1\""), ("=1,\"2\"", "\"'=1,\"\"2\"\"\""), ("＝1", "'＝1"),
    ("-", "-"), ("+", "+"), ("-5", "-5"), ("-1e9", "-1e9"), ("a=1", "a=1"), ("1-2", "1-2"),
  ]
  for (text, field) in table {
    let grid = Grid(
      columns: [Heading(key: "k", title: "K")], rows: [[.text(text)], [.typed(text)]])
    #expect(render(grid, as: .csv) == "k\n\(field)\n\(field)\n", "\(text)")
  }
  let numbers = Grid(columns: [Heading(key: "k", title: "K")], rows: [[.change(-5)], [.change(5)]])
  #expect(render(numbers, as: .csv) == "k\n-5\n5\n")
  #expect(render(numbers, as: .text) == " K\n──\n-5\n+5\n")
}

/// Markdown shows names, and does nothing with them.
@Test func markdownHasNoLinksOrMarkup() {
  let table = [
    ("![x](http://a)", #"!\[x\](http://a)"#), ("a_b", "a_b"), ("_a_", #"\_a\_"#),
    ("a~~b~~", #"a\~\~b\~\~"#), ("a\\|b", #"a\\\|b"#), ("&lt;", #"\&lt;"#), ("$x$", #"\$x\$"#),
    ("# a", "\\# a"), ("-", "-"), ("-5", "-5"), ("a\u{1B}b", #"a\<U+001B>b"#),
  ]
  for (text, cell) in table {
    let grid = Grid(
      columns: [Heading(key: "k", title: "K", alignment: .left)], rows: [[.text(text)]])
    #expect(render(grid, as: .markdown).contains("| \(cell) "), "\(text)")
  }
}

@Test func markdownIsEscaped() {
  #expect(
    render(Sample.grid, as: .markdown) == #"""
      | Layer                       | Kernel |      MACs |      Memory | Time (ms) | Share |   Ratio |
      | :-------------------------- | -----: | --------: | ----------: | --------: | ----: | ------: |
      | features/stage1/block1/conv |      3 |     569 M |     13.6 MB |      0.00 | 53.1% |   1.87× |
      | a\|b "c", \*d\*             |   1024 |   -4.23 M |       352 B | -1,234.57 | 46.9% | 0.0123× |
      | 入力 é                      |      – |         0 |           – |       nan |     – |       – |
      | **total**                   |      – | **565 M** | **13.6 MB** |         – |     – |       – |

      """#)
}

@Test func jsonKeepsOrderAndNumbers() {
  let grid = Sample.grid.selecting([0, 2, 4])
  #expect(
    render(grid, as: .json) == #"""
      {
        "rows": [
          {
            "layer": "features/stage1/block1/conv",
            "macs": 568740352,
            "time": -0.004
          },
          {
            "layer": "a|b \"c\", *d*",
            "macs": -4231976,
            "time": -1234.565
          },
          {
            "layer": "入力 é",
            "macs": 0,
            "time": null
          }
        ],
        "totals": [
          {
            "layer": "total",
            "macs": 564508376,
            "time": null
          }
        ]
      }

      """#)
}

@Test func jsonValues() {
  let table: [(JSONOutput, String)] = [
    (.null, "null"), (.bool(true), "true"), (.bool(false), "false"),
    (.integer(.min), "-170141183460469231731687303715884105728"),
    (.number(0.1), "0.1"), (.number(1), "1.0"), (.number(1e300), "1e+300"),
    (.number(.nan), "null"), (.number(-.infinity), "null"),
    (.string("\"\\/é入"), "\"\\\"\\\\/é入\""),
    // What could steer a terminal is escaped; it reads back as itself.
    (.string("\u{7F}\u{9B}\u{202E}"), #""\u007f\u009b\u202e""#),
    (.string("\n\r\n\t\0\u{1F}"), #""\n\r\n\t\u0000\u001f""#),
    (.array([]), "[]"), (.object([]), "{}"),
    (.array([.integer(1), .string("a"), .null]), #"[1, "a", null]"#),
    (.array([.array([.integer(1), .integer(2)]), .array([])]), "[\n  [1, 2],\n  []\n]"),
    (.object([("b", .integer(1)), ("a\n", .object([]))]), "{\n  \"b\": 1,\n  \"a\\n\": {}\n}"),
  ]
  for (value, text) in table { #expect(value.text == text + "\n") }
}

@Test func widthsAreCounted() {
  let table = [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("入力", 4), ("…", 1), ("×", 1), ("한글", 4),
    ("🙂", 2), ("👩‍👩‍👧", 2), ("❤️", 2), ("Ａ", 2),
  ]
  for (text, width) in table { #expect(displayWidth(text) == width, "\(text)") }
}

@Test func textsAreTruncated() {
  let table = [
    ("abcdef", 6, "abcdef", "abcdef", "abcdef"), ("abcdef", 4, "abc…", "…def", "a…ef"),
    ("abcdef", 1, "…", "…", "…"), ("入力入力", 6, "入力…", "…入力", "入…力"),
    ("入力入力", 4, "入…", "…力", "…力"),
  ]
  for (text, width, start, end, ends) in table {
    #expect(truncated(text, to: width, .keepsStart) == start)
    #expect(truncated(text, to: width, .keepsEnd) == end)
    #expect(truncated(text, to: width, .keepsEnds) == ends)
  }
}
