import Charts
import CostModel
import Specs
import Symbolic

extension Command {
  package static let list = Command(
    name: "list", summary: "List the architectures with their variants and parameters",
    usage: "costcalc list [PATTERN…|FILE] [--names]",
    operands: [
      Operand(
        name: "PATTERN",
        summary:
          "Part of a name, title or source, a whole-name pattern with * and ?, or a model file",
        isRepeatable: true, isOptional: true, offers: .models)
    ],
    options: [
      Option(name: "names", summary: "Print only the names, one per line, including variants"),
      .format,
      .columns,
    ],
    columns: ListRun.columns.headings().merging(ModelFileListing.columns.headings()),
    discussion: """
      Lists everything that matches any of the patterns, ignoring case. If only variants of an \
      architecture match, only those are shown.

      Of a model file, it lists the inputs, the outputs, the sizes that the file leaves open, and \
      the operators.
      """,
    examples: [
      ("costcalc list", "every architecture with its parameters"),
      ("costcalc list mobilenet", "the MobileNets and networks built on them"),
      ("costcalc list 'res*_32x4d'", "names that match a pattern"),
      ("costcalc list --names", "every name that other commands accept as MODEL"),
    ], run: ListRun.run)
}

/// The command `list`.
private struct ListRun {
  typealias Found = (spec: Spec, variants: [String], isWhole: Bool)

  let invocation: Invocation
  let patterns: [NamePattern]
  /// The architectures to list, with variants; in full, or only for these variants.
  let found: [Found]
  /// Other named things: the kind, its use, and the names to list.
  let others: [(key: String, use: String, names: [String])]

  static func run(_ invocation: Invocation) throws {
    if let path = invocation.operands.first(where: InputFile.isModelFile) {
      guard invocation.operands.count == 1 else {
        throw invocation.usageError("a model file is listed by itself: \(quoted(path))")
      }
      return try ModelFileListing(file: InputFile.model(at: path)).show(invocation)
    }
    try ListRun(invocation).show()
  }

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    let catalog = Catalog.embedded
    let patterns = invocation.operands.map(NamePattern.init)
    func isWanted(_ texts: String?...) -> Bool {
      patterns.isEmpty
        || texts.compactMap(\.self).contains { text in patterns.contains { $0.matches(text) } }
    }
    self.patterns = patterns
    found = try catalog.architectures().compactMap { spec in
      let variants = spec.variants.map(\.name)
      if isWanted(spec.name, spec.title, spec.source) { return (spec, variants, true) }
      let some = variants.filter { isWanted($0) }
      return some.isEmpty ? nil : (spec, some, false)
    }
    let named = [
      ("blocks", " for specs and --replace, shown by 'costcalc spec BLOCK'", catalog.blockNames),
      ("conventions", " for --convention and 'costcalc explain'", catalog.conventionNames),
      ("machines", " for 'costcalc roofline --machine'", catalog.machineNames),
    ]
    others = named.map { ($0, $1, $2.filter { isWanted($0) }) }
    guard found.isEmpty, others.allSatisfy(\.names.isEmpty) else { return }
    let all = catalog.modelNames + named.flatMap(\.2)
    // A pattern is part of a name: 'moblenet' means 'mobilenet', not a whole name.
    let stems = all.map { String($0.prefix { $0 != "_" && !$0.isNumber }) }.filter { $0.count > 3 }
    let names = all + stems
    throw invocation.usageError(
      "nothing matches \(anyOf(invocation.operands.map(quoted)))",
      remedy: invocation.operands.lazy.compactMap { didYouMean($0, in: names) }.first
        ?? "'costcalc list' shows everything")
  }

  private func show() throws {
    if invocation.options["names"] != nil {
      let names = found.flatMap { spec, variants, isWhole in
        (isWhole ? [spec.name].compactMap(\.self) : []) + variants
      }
      let text = Set(names).sorted().map { $0 + "\n" }.joined()
      return try Terminal.writeStandardOutput(text)
    }
    if invocation.choice(of: .format) ?? Format.text == .text, !invocation.isGiven(.columns) {
      return try Terminal.writeStandardOutput(overview(on: .standardOutput))
    }
    try invocation.show(
      grid, JSONHead("list"),
      json: invocation.selection(from: grid).json
        + others.map { ($0.key, .array($0.names.map { .string($0) })) })
  }

  // MARK: As a table

  static let columns: [Column<Found>] = [
    Column("name", "Name", alignment: .left, priority: 9) { .text($0.spec.name ?? $0.spec.file) },
    Column("title", "Title", alignment: .left, flexibility: .keepsStart, priority: 3) {
      .text($0.spec.title ?? "")
    },
    Column(
      "variants", "Variants", alignment: .left, flexibility: .keepsStart, priority: 7,
      meaning: "the members of the family; other commands accept them too"
    ) { .text($0.variants.joined(separator: " ")) },
    Column(
      "parameters", "Parameters", alignment: .left, flexibility: .keepsStart, priority: 8,
      meaning: "what you can set, with defaults"
    ) { found in
      .text(found.spec.parameters.map { "\($0.name)=\($0.defaultText)" }.joined(separator: " "))
    },
    Column(
      "source", "Source", alignment: .left, flexibility: .keepsStart, priority: 1,
      meaning: "the paper or code it comes from"
    ) { .text($0.spec.source ?? "") },
  ]

  private var grid: Grid { Grid(ListRun.columns, found) }

  // MARK: As paragraphs

  /// A paragraph for each architecture, because table rows would be too long for any terminal.
  private func overview(on display: Display) -> String {
    let width = min(display.width ?? 100, 100)
    let indent = String(repeating: " ", count: 4)
    func paragraph(_ label: String, _ words: [String]) -> [String] {
      guard !words.isEmpty else { return [] }
      let lines = wrapped(label + words.joined(separator: " "), to: width - indent.count)
      return lines.map { indent + $0 }
    }
    var lines: [String] = []
    for (spec, variants, _) in found {
      let description = [spec.title, spec.source].compactMap(\.self).joined(separator: ", ")
      lines.append(display.bold(spec.name ?? spec.file))
      lines += paragraph("", [description])
      lines += paragraph("variants: ", variants)
      lines += paragraph("parameters: ", spec.parameters.flags)
    }
    for (key, use, names) in others where !names.isEmpty {
      lines.append(display.bold(key) + use)
      lines += paragraph("", names)
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension [Parameter] {
  /// The flags with their defaults; three or more consecutively numbered ones with the same default
  /// become one: `--b1 … --b20=k3`.
  fileprivate var flags: [String] {
    var runs: [[Parameter]] = []
    for parameter in self {
      if let last = runs.last?.last, parameter.goesOn(from: last) {
        runs[runs.count - 1].append(parameter)
      } else {
        runs.append([parameter])
      }
    }
    return runs.flatMap { run -> [String] in
      let flags = run.map { "--\($0.name)=\($0.defaultText)" }
      return run.count < 3 ? flags : ["--\(run[0].name)", "…", flags[flags.count - 1]]
    }
  }
}

extension Parameter {
  /// Whether its number is one higher and it is otherwise the same.
  fileprivate func goesOn(from last: Parameter) -> Bool {
    let (stem, number) = numbered
    guard let number, let before = last.numbered.number, before < Int.max else { return false }
    return last.numbered.stem == stem && before + 1 == number && last.defaultText == defaultText
      && last.domain == domain
  }

  /// `b` and 12 of `b12`.
  private var numbered: (stem: Substring, number: Int?) {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    return (name.dropLast(digits), Int(name.suffix(digits)))
  }
}
