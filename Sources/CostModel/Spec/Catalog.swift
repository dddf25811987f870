/// Where names of architectures and blocks are looked up.
///
/// A file is parsed when one of its names is first asked for, so that a catalog of a hundred
/// architectures costs nothing to the one that is counted.
public final class Catalog {
  /// A spec file that is not parsed yet.
  public struct File: Sendable {
    /// `architectures/resnet.json`.
    public let path: String
    /// The networks and variants, or in a library the blocks, that it defines.
    public let names: [String]
    /// The text.
    public let text: String

    /// A file with its names, as the generated list has them.
    public init(path: String, names: [String], text: String) {
      self.path = path
      self.names = names
      self.text = text
    }
  }

  /// What a name means.
  enum Entry {
    case block(Block, Spec)
    case model(Model)
  }

  /// The files in the order of their paths.
  public let files: [File]
  private let fileOfName: [String: Int]
  private var parsed: [Int: Spec] = [:]

  /// A catalog of files; a name that stands in two of them means the first.
  public init(_ files: [File]) {
    self.files = files
    fileOfName = Dictionary(
      files.enumerated().flatMap { index, file in file.names.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// All names, sorted.
  public var names: [String] { fileOfName.keys.sorted() }

  /// The names of networks and their variants, sorted.
  public var modelNames: [String] {
    files.filter { $0.path.hasPrefix("architectures/") }.flatMap(\.names).sorted()
  }

  /// The text of the file that defines a name, or nil.
  public func file(defining name: String) -> File? { fileOfName[name].map { files[$0] } }

  /// The model of that name.
  ///
  /// - Throws: a diagnostic with the nearest name, or the first fault of its file.
  public func model(named name: String) throws(Diagnostic) -> Model {
    guard case .model(let model) = try find(name, at: nil) else {
      throw Diagnostic(
        "unknown model \(quoted(name))",
        help: didYouMean(name, in: modelNames) ?? "'costcalc list' shows all of them")
    }
    return model
  }

  /// What a name means; nil for nothing.
  func find(_ name: String, at position: SourcePosition?) throws(Diagnostic) -> Entry? {
    guard let index = fileOfName[name] else { return nil }
    let spec = try spec(index)
    if let variant = spec.variants.first(where: { $0.name == name }) {
      return .model(Model(spec, variant))
    }
    if spec.name == name { return .model(Model(spec)) }
    return spec.blocks[name].map { .block($0, spec) }
  }

  /// The parsed file of an index.
  private func spec(_ index: Int) throws(Diagnostic) -> Spec {
    if let spec = parsed[index] { return spec }
    let file = files[index]
    do throws(Diagnostics) {
      let spec = try Spec.read(Array(file.text.utf8), file: "specs/\(file.path)")
      parsed[index] = spec
      return spec
    } catch {
      throw error.all.first ?? Diagnostic("\(file.path) can't be read")
    }
  }
}

extension Spec {
  /// The names under which a catalog finds the file: the architecture and its variants, or the
  /// blocks of a library.
  public var definedNames: [String] {
    guard let name else { return blocks.keys.sorted() }
    return [name] + variants.map(\.name).filter { $0 != name }
  }
}
