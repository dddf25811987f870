/// Options that mean the same everywhere.
extension Option {
  static let help = Option(name: "help", short: "h", summary: "Show this help")

  static let color = Option(
    name: "color",
    value: Value("WHEN", choices: Terminal.ColorChoice.allCases.map(\.rawValue)),
    summary: "Bold headings and colored verdicts; auto is on a terminal")

  static let man = Option(name: "man", summary: "Print the page for man, in mdoc")

  static let version = Option(name: "version", short: "V", summary: "Show the version")

  package static let format = Option(
    name: "format", short: "f",
    value: Value("FORMAT", choices: Format.allCases.map(\.rawValue)),
    summary: "Output format")

  package static let columns = Option(
    name: "columns", short: "c", value: Value("LIST"),
    summary: "Columns to print, in order, separated by commas")

  package static let exact = Option(
    name: "exact", short: "e",
    summary: "Print integers in full, such as 568,740,352 instead of 569 M")
}
