import CostModel
import ModelFiles
import Specs
import Symbolic

extension Catalog {
  /// What completion offers of a kind, given the operands before. Files that can't be read offer
  /// nothing: the command will say why. Nothing is read that would let a shell wait.
  static let embeddedWords: @Sendable (Vocabulary, [String]) -> [Completion.Candidate] = {
    Catalog.embedded.words($0, after: $1.filter { !InputFile.isStream($0) })
  }

  private func words(_ vocabulary: Vocabulary, after operands: [String]) -> [Completion.Candidate] {
    switch vocabulary {
    case .files: []
    case .models: modelNames.map { Completion.Candidate($0) }
    case .machines: machineNames.map { Completion.Candidate($0) }
    case .papers: unique(papers.map { Completion.Candidate($0) })
    case .replacements: blockNames.map { Completion.Candidate("\($0)=") }
    case .parameters: parameters(of: operands)
    case .assignments:
      parameters(of: operands).map { Completion.Candidate("\($0.word)=", $0.meaning) }
    case .variants:
      operands.compactMap(spec).flatMap(\.variants).map { Completion.Candidate($0.name) }
    case .values(let name):
      unique(operands.compactMap(spec).flatMap { values(of: name, in: $0) })
    }
  }

  /// The files of published figures, and the models that some are about.
  private var papers: [String] {
    Set(((try? published()) ?? []).map(\.file)).sorted() + modelNames
  }

  /// The parameters of specs with their defaults, and the sizes of model files.
  private func parameters(of operands: [String]) -> [Completion.Candidate] {
    unique(
      operands.flatMap { operand -> [Completion.Candidate] in
        if let spec = spec(operand) {
          return spec.parameters.map { Completion.Candidate($0.name, "default \($0.defaultText)") }
        }
        guard InputFile.isModelFile(operand), let file = try? ModelFile.read(operand) else {
          return []
        }
        return (file.sizeNames + file.switches).map {
          Completion.Candidate($0, "a size of \(file.name)")
        }
      })
  }

  /// The values that a spec tabulates, or that a parameter can have.
  private func values(of name: String, in spec: Spec) -> [Completion.Candidate] {
    let values = spec.ranges.first { $0.parameter == name }?.values
    guard let parameter = spec.parameter(named: name) else { return [] }
    switch parameter.domain {
    case .choice(let choices): return choices.map { Completion.Candidate($0) }
    case .flag: return []
    case .integer, .real, .expression:
      return (values ?? [parameter.defaultText]).map { Completion.Candidate($0) }
    }
  }

  private func spec(_ operand: String) -> Spec? {
    guard InputFile.isSpec(operand) else { return try? model(named: operand).spec }
    guard operand != "-", !InputFile.isModelFile(operand) else { return nil }
    return (try? InputFile.bytes(of: operand)).flatMap { try? Spec.read($0, file: operand) }
  }

  private func unique(_ candidates: [Completion.Candidate]) -> [Completion.Candidate] {
    var seen: Set<String> = []
    return candidates.filter { seen.insert($0.word).inserted }
  }
}
