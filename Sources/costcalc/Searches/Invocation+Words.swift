import CostModel

extension Invocation {
  /// The origin of what a command writes: `costcalc 0.1.0: space detnas_space --sample=2`
  var source: String {
    "costcalc \(program.version): "
      + (words { !$0.isRanking } + words(where: \.isRanking)).joined(separator: " ")
  }

  /// The file of `--output`. Ask for it when all inputs have been read, before the work begins.
  func output() throws -> OutputFile? { try value(of: .output).map { try OutputFile($0) } }

  /// The file of `--report`, which is as old as that of `--output`.
  func page() throws -> OutputFile? { try value(of: .searchPage).map { try OutputFile($0) } }

  /// An option or parameter on the command line as text.
  struct Word {
    let name: String
    let text: String

    var isRanking: Bool { Option.ranking.contains(name) }
  }

  /// The command line without incidental words, by name: searches with equal words are the same.
  /// Words of one name stay in the order typed, because the first --vary is the outermost axis.
  func words(where isWanted: (Word) -> Bool) -> [String] {
    func words(_ name: String, _ values: [String?]) -> [Word] {
      // Repeated options keep their order, which may matter.
      values.map { Word(name: name, text: "--\(name)" + ($0.map { "=\($0)" } ?? "")) }
    }
    let typed = Dictionary(grouping: parameters, by: \.name).mapValues { $0.map(\.value) }
    let given = options.filter { !Option.incidental.contains($0.key) }
      .merging(typed) { $0 + $1 }.sorted { $0.key < $1.key }
    let isSearch = isWanted(Word(name: "", text: ""))
    return (isSearch ? [command.name] + operands : [])
      + given.flatMap(words).filter(isWanted).map(\.text)
  }
}
