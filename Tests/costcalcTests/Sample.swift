import costcalc

/// A program with one of everything the framework offers.
enum Sample {
  static let program = Program(
    name: "costcalc",
    version: "1.2.3",
    date: "January 2, 2026",
    summary: "Counts what a convolutional network costs.",
    notes: "A MODEL is the name of a known network or the path of a file that describes one.",
    commands: [table, list, check],
    words: { vocabulary, operands in
      switch vocabulary {
      case .models: [Completion.Candidate("mobilenet"), Completion.Candidate("vgg16")]
      case .parameters where operands == ["mobilenet"]:
        [Completion.Candidate("width", "default 1.0")]
      case .values("width") where operands == ["mobilenet"]:
        [Completion.Candidate("1.0"), Completion.Candidate("0.75")]
      default: []
      }
    })

  static let jobs = Option(
    name: "jobs", short: "j", value: Option.Value("COUNT"), summary: "How many to do at once")

  static let quiet = Option(name: "quiet", short: "q", summary: "Say nothing")

  static let tag = Option(
    name: "tag", short: "t", value: Option.Value("TAG"), summary: "Only networks with this tag",
    isRepeatable: true)

  static let table = Command(
    name: "table",
    summary: "Print the cost of every layer",
    usage: "costcalc table MODEL [--width 1,0.75]…",
    operands: [Command.Operand(name: "MODEL", summary: "The network to count", offers: .models)],
    options: [.format, .columns, .exact, jobs, quiet],
    takesParameters: true,
    discussion: """
      The first paragraph is long enough that it has to be wrapped when the terminal has the usual \
      width.

      The second is not.
      """,
    examples: [
      ("costcalc table mobilenet", "every layer of MobileNet"),
      ("costcalc table mobilenet --width 0.75 --format csv", "a thinner one, for a spreadsheet"),
    ],
    run: { try $0.show(grid, JSONHead("sample")) })

  static let list = Command(
    name: "list", summary: "List the known networks", usage: "costcalc list [--tag TAG]…",
    options: [tag, Option(name: "names", summary: "It's only [names]: nothing else")],
    run: { _ in })

  static let check = Command(
    name: "check", summary: "Compare with the published figures",
    usage: "costcalc check MODEL…",
    operands: [
      Command.Operand(
        name: "KIND", summary: "What to compare", choices: ["macs", "parameters", "memory"]),
      Command.Operand(
        name: "NAME", summary: "What to check", isRepeatable: true, isOptional: true),
    ],
    run: { _ in throw CheckFailed(message: "vgg16: 3 MACs too many") })

  /// Every kind of cell, and texts that each format has to take care with.
  static let grid = Grid(
    columns: [
      Heading(key: "layer", title: "Layer", alignment: .left, flexibility: .keepsEnd, priority: 9),
      Heading(key: "kernel", title: "Kernel"),
      Heading(key: "macs", title: "MACs", priority: 8),
      Heading(key: "memory", title: "Memory", priority: 2),
      Heading(key: "time", title: "Time", unit: "ms", priority: 1),
      Heading(key: "share", title: "Share"),
      Heading(key: "ratio", title: "Ratio"),
    ],
    rows: [
      [
        .text("features/stage1/block1/conv"), .integer(3), .count(568_740_352), .bytes(13_600_000),
        .number(-0.004, digits: 2), .share(0.531), .ratio(1.874),
      ],
      [
        .text("a|b \"c\", *d*"), .integer(1024), .count(-4_231_976), .bytes(352),
        .number(-1234.565, digits: 2), .share(0.469), .ratio(0.0123),
      ],
      [.text("入力 é"), .missing, .count(0), .missing, .number(.nan, digits: 2)],
    ],
    totals: [[.text("total"), .missing, .count(564_508_376), .bytes(13_600_352)]],
    groupStarts: [2])
}
