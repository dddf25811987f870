import Synchronization

/// Where names of architectures and blocks are looked up.
///
/// A file is parsed when one of its names is first asked for, so that a catalog of a hundred
/// architectures costs nothing to the one that is counted. Threads may share a catalog.
public final class Catalog: Sendable {
  /// A spec file that is not parsed yet.
  public struct File: Sendable {
    /// `architectures/resnet.json`.
    public let path: String
    /// The networks and variants, or in a library the blocks, or the convention or the machine, that
    /// it defines; for published figures, the networks that they are about.
    public let names: [String]
    /// The text.
    public let text: String

    /// A file with its names, as the generated list has them.
    public init(path: String, names: [String], text: String) {
      self.path = path
      self.names = names
      self.text = text
    }

    var isLibrary: Bool { path.hasPrefix("blocks/") }
    var isArchitecture: Bool { path.hasPrefix("architectures/") }
    var isPublished: Bool { path.hasPrefix("published/") }
    var isConvention: Bool { path.hasPrefix("conventions/") }
    var isAccuracy: Bool { path.hasPrefix("accuracies/") }
    var isMachine: Bool { path.hasPrefix("machines/") }
  }

  /// What a name means.
  enum Entry {
    case block(Block, Spec)
    case model(Model)
  }

  /// The files in the order of their paths.
  public let files: [File]
  private let modelFiles: [String: Int]
  private let blockFiles: [String: Int]
  private let parsed = Mutex<[Int: Spec]>([:])

  /// A catalog of files by their folder: `architectures`, `blocks`, `conventions`, `machines`,
  /// `published`. A name that stands in two files of a kind means the first.
  public init(_ files: [File]) {
    func index(_ isWanted: (File) -> Bool) -> [String: Int] {
      Dictionary(
        files.enumerated().filter { isWanted($0.element) }
          .flatMap { index, file in file.names.map { ($0, index) } },
        uniquingKeysWith: { first, _ in first })
    }
    self.files = files
    modelFiles = index(\.isArchitecture)
    blockFiles = index(\.isLibrary)
  }

  /// What is said of an operator that is unknown.
  ///
  /// - Parameter blocks: the blocks of its file.
  func operatorHelp(_ word: String, beside blocks: [String]) -> String? {
    ForeignWord.operation(word)
      ?? didYouMean(word, in: OperatorEntry.all.map(\.name) + blocks + blockNames + familyNames)
  }

  /// The names of networks, each family's own name before those of its members.
  private var familyNames: [String] {
    let families = files.filter(\.isArchitecture).compactMap(\.names.first)
    return families + modelNames.filter { !families.contains($0) }
  }

  /// The names of networks and their variants, sorted.
  public var modelNames: [String] { modelFiles.keys.sorted() }

  /// The names of the library's blocks, sorted.
  public var blockNames: [String] { blockFiles.keys.sorted() }

  /// The file that defines a model, else a block of the library, else a convention or a machine;
  /// nil for none.
  public func file(defining name: String) -> File? {
    (modelFiles[name] ?? blockFiles[name]).map { files[$0] }
      ?? files.first { ($0.isConvention || $0.isMachine) && $0.names.contains(name) }
  }

  /// The published accuracies of an architecture's family, as CSV; nil where none are known.
  public func accuracies(of name: String) -> File? {
    files.first { $0.isAccuracy && $0.names.contains(name) }
  }

  /// The specs of all architectures, in the order of their paths.
  ///
  /// - Throws: the first fault of a file.
  public func architectures() throws(Diagnostic) -> [Spec] {
    var specs: [Spec] = []
    for (index, file) in files.enumerated() where file.isArchitecture {
      specs.append(try spec(index))
    }
    return specs
  }

  /// The model of that name.
  ///
  /// - Throws: a diagnostic with the nearest name, or the first fault of its file.
  public func model(named name: String) throws(Diagnostic) -> Model {
    guard let index = modelFiles[name], let model = try spec(index).model(named: name) else {
      throw Diagnostic(
        "unknown model \(quoted(name))",
        help: didYouMean(name, in: familyNames) ?? "'costcalc list' shows all of them")
    }
    return model
  }

  /// The names of the conventions, sorted.
  public var conventionNames: [String] {
    files.filter(\.isConvention).flatMap(\.names).sorted()
  }

  /// The convention of that name.
  ///
  /// - Throws: a diagnostic with the nearest name, or the first fault of its file.
  public func convention(named name: String) throws(Diagnostic) -> Convention {
    guard let file = files.first(where: { $0.isConvention && $0.names.contains(name) }) else {
      throw Diagnostic(
        "unknown convention \(quoted(name))",
        help: didYouMean(name, in: conventionNames)
          ?? "use one of \(conventionNames.joined(separator: ", "))")
    }
    do throws(Diagnostics) {
      return try Convention.read(Array(file.text.utf8), file: "specs/\(file.path)")
    } catch {
      throw error.all.first ?? Diagnostic("\(file.path) can't be read")
    }
  }

  /// What an operator cell means: a block of the library, else a network; nil for nothing.
  func find(_ name: String) throws(Diagnostic) -> Entry? {
    if let index = blockFiles[name] {
      let spec = try spec(index)
      return spec.blocks[name].map { .block($0, spec) }
    }
    return try modelFiles[name].flatMap { index throws(Diagnostic) in
      try spec(index).model(named: name).map { .model($0) }
    }
  }

  /// The parsed file of an index.
  private func spec(_ index: Int) throws(Diagnostic) -> Spec {
    if let spec = parsed.withLock({ $0[index] }) { return spec }
    let file = files[index]
    do throws(Diagnostics) {
      let spec = try Spec.read(Array(file.text.utf8), file: "specs/\(file.path)")
      parsed.withLock { $0[index] = spec }
      return spec
    } catch {
      throw error.all.first ?? Diagnostic("\(file.path) can't be read")
    }
  }
}

extension Spec {
  /// The architecture or the member of its family of that name.
  public func model(named name: String) -> Model? {
    if let variant = variants.first(where: { $0.name == name }) { return Model(self, variant) }
    return self.name == name ? Model(self) : nil
  }

  /// The names under which a catalog finds the file: the architecture and its variants, or the
  /// blocks of a library.
  public var definedNames: [String] {
    guard let name else { return blocks.keys.sorted() }
    return [name] + variants.map(\.name).filter { $0 != name }
  }
}

extension Catalog {
  /// The specs that come with the library.
  public static func embedded() -> Catalog { Catalog(embeddedFiles) }
}
