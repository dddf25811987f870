import CostModel

extension Command {
  static let list = Command(
    name: "list", summary: "List the architectures with their variants and parameters",
    usage: "costcalc list [--names]",
    options: [
      Option(name: "names", summary: "Print the names only, one a line, variants included"),
      .format,
      .columns,
    ],
    examples: [
      ("costcalc list", "every architecture and what can be set about it"),
      ("costcalc list --names", "what other commands take for MODEL"),
    ]
  ) { invocation in
    let catalog = Catalog.embedded()
    if invocation.options["names"] != nil {
      let names = catalog.modelNames.map { $0 + "\n" }.joined()
      return try Terminal.writeStandardOutput(names)
    }
    let specs = try catalog.architectures()
    if invocation.choice(of: .format) ?? Format.text == .text, !invocation.isGiven(.columns) {
      return try Terminal.writeStandardOutput(overview(of: specs, catalog, on: .standardOutput))
    }
    let rows = specs.map { spec -> [Cell] in
      [
        .text(spec.name ?? spec.file), .text(spec.title ?? ""),
        .text(spec.variants.map(\.name).joined(separator: " ")),
        .text(spec.parameters.map { "\($0.name)=\($0.defaultText)" }.joined(separator: " ")),
        .text(spec.source ?? ""),
      ]
    }
    try invocation.show(
      Grid(
        columns: [
          Column(key: "name", title: "Name", alignment: .left, priority: 9),
          Column(
            key: "title", title: "Title", alignment: .left, flexibility: .keepsStart, priority: 3),
          Column(
            key: "variants", title: "Variants", alignment: .left, flexibility: .keepsStart,
            priority: 7),
          Column(
            key: "parameters", title: "Parameters", alignment: .left, flexibility: .keepsStart,
            priority: 8),
          Column(
            key: "source", title: "Source", alignment: .left, flexibility: .keepsStart,
            priority: 1),
        ], rows: rows), JSONHead("list"))
  }

  static let spec = Command(
    name: "spec", summary: "Print the spec of an architecture, to copy and edit",
    usage: "costcalc spec MODEL",
    operands: [
      Operand(
        name: "MODEL", summary: "An architecture, a variant, a block, a convention, or a machine")
    ],
    examples: [
      ("costcalc spec mobilenet_v1 > mine.json", "a spec of your own to start from"),
      ("costcalc spec squeeze", "a block of the library"),
      ("costcalc spec thop", "the rules by which a tool counts"),
    ]
  ) { invocation in
    let catalog = Catalog.embedded()
    let name = invocation.operands[0]
    guard let file = catalog.file(defining: name) else {
      let known =
        catalog.modelNames + catalog.blockNames + catalog.conventionNames
        + catalog.machineNames
      throw Diagnostic(
        "unknown model \(quoted(name))",
        help: didYouMean(name, in: known) ?? "'costcalc list' shows all of them")
    }
    try Terminal.writeStandardOutput(file.text)
  }
}

/// A paragraph for each architecture: as a table, a line would be too long for any terminal.
private func overview(of specs: [Spec], _ catalog: Catalog, on display: Display) -> String {
  let width = min(display.width ?? 100, 100)
  let indent = String(repeating: " ", count: 4)
  func paragraph(_ label: String, _ words: [String]) -> [String] {
    guard !words.isEmpty else { return [] }
    let lines = wrapped(label + words.joined(separator: " "), to: width - indent.count)
    return lines.map { indent + $0 }
  }
  var lines: [String] = []
  for spec in specs {
    let description = [spec.title, spec.source].compactMap(\.self).joined(separator: ", ")
    lines.append(display.bold(spec.name ?? spec.file))
    lines += paragraph("", [description])
    lines += paragraph("variants: ", spec.variants.map(\.name))
    lines += paragraph(
      "parameters: ", spec.parameters.map { "--\($0.name)=\($0.defaultText)" })
  }
  lines.append(display.bold("blocks") + " for specs and --replace, shown by 'costcalc spec BLOCK'")
  lines += paragraph("", catalog.blockNames)
  lines.append(display.bold("conventions") + " for --convention and 'costcalc explain'")
  lines += paragraph("", catalog.conventionNames)
  lines.append(display.bold("machines") + " for 'costcalc roofline --machine'")
  lines += paragraph("", catalog.machineNames)
  return lines.map { $0 + "\n" }.joined()
}
