import CostModel
import Symbolic
import Synchronization

/// Looks up names of architectures and blocks.
///
/// A file is parsed when one of its names is first requested, so that a catalog with a hundred
/// architectures costs nothing extra for the one in use. Threads may share a catalog.
public final class Catalog: Sendable {
  /// A spec file that has not been parsed.
  package struct File: Sendable {
    /// `architectures/resnet.json`.
    package let path: String
    /// The names that it defines: networks and variants, a library's blocks, a convention or a
    /// machine; for published figures, the networks that they are for.
    package let names: [String]
    /// The text.
    package let text: String

    /// A file with its names, as in the generated list.
    package init(path: String, names: [String], text: String) {
      self.path = path
      self.names = names
      self.text = text
    }

    package var isLibrary: Bool { path.hasPrefix("blocks/") }
    package var isArchitecture: Bool { path.hasPrefix("architectures/") }
    package var isPublished: Bool { path.hasPrefix("published/") }
    package var isConvention: Bool { path.hasPrefix("conventions/") }
    package var isAccuracy: Bool { path.hasPrefix("accuracies/") }
    package var isMachine: Bool { path.hasPrefix("machines/") }
  }

  /// What a name refers to.
  enum Entry {
    case block(Block, Spec)
    case model(Model)
  }

  /// The files in the order of their paths.
  package let files: [File]
  private let modelFiles: [String: Int]
  private let blockFiles: [String: Int]
  private let parsed = Mutex<[Int: Spec]>([:])

  /// A catalog of files by folder: `accuracies`, `architectures`, `blocks`, `conventions`, `machines`,
  /// `published`. If two files of a kind define a name, the first counts.
  package init(_ files: [File]) {
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

  /// Help for an unknown operator.
  ///
  /// - Parameter blocks: the blocks of its file.
  func operatorHelp(_ word: String, beside blocks: [String]) -> String? {
    ForeignWord.operation(word)
      ?? didYouMean(word, in: OperatorEntry.all.map(\.name) + blocks + blockNames + familyNames)
  }

  /// The names of networks, families before their members.
  private var familyNames: [String] {
    let architectures = files.filter(\.isArchitecture)
    return architectures.compactMap(\.names.first) + architectures.flatMap { $0.names.dropFirst() }
  }

  /// The names of networks and their variants, sorted.
  public var modelNames: [String] { modelFiles.keys.sorted() }

  /// The names of the library's blocks, sorted.
  package var blockNames: [String] { blockFiles.keys.sorted() }

  /// The file that defines a model, or else a block of the library, a convention or a machine; nil
  /// for none.
  package func file(defining name: String) -> File? {
    (modelFiles[name] ?? blockFiles[name]).map { files[$0] }
      ?? files.first { ($0.isConvention || $0.isMachine) && $0.names.contains(name) }
  }

  /// The published accuracies of an architecture's family, as CSV; nil if none are known.
  package func accuracies(of name: String) -> File? {
    files.first { $0.isAccuracy && $0.names.contains(name) }
  }

  /// The specs of all architectures, in the order of their paths.
  ///
  /// - Throws: the first fault of a file.
  package func architectures() throws(Diagnostic) -> [Spec] {
    var specs: [Spec] = []
    for (index, file) in files.enumerated() where file.isArchitecture {
      specs.append(try spec(index))
    }
    return specs
  }

  /// The model of that name.
  ///
  /// - Throws: a diagnostic with the nearest name, or the first fault of its file.
  package func model(named name: String) throws(Diagnostic) -> Model {
    guard let index = modelFiles[name], let model = try spec(index).model(named: name) else {
      throw Diagnostic(
        "unknown model \(quoted(name))",
        help: didYouMean(name, in: familyNames) ?? "'costcalc list' shows all of them")
    }
    return model
  }

  /// The names of the conventions, sorted.
  package var conventionNames: [String] {
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

  /// The target of an operator cell: a block of the library, or else a network; nil for none.
  func find(_ name: String) throws(Diagnostic) -> Entry? {
    if let index = blockFiles[name] {
      let spec = try spec(index)
      return spec.blocks[name].map { .block($0, spec) }
    }
    return try modelFiles[name].flatMap { index throws(Diagnostic) in
      try spec(index).model(named: name).map { .model($0) }
    }
  }

  /// The parsed file at an index.
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
  /// The architecture, or the member of its family, with that name.
  package func model(named name: String) -> Model? {
    if let variant = variants.first(where: { $0.name == name }) { return Model(self, variant) }
    return self.name == name ? Model(self) : nil
  }

  /// The names that a catalog lists for the file: the architecture and its variants, or the blocks
  /// of a library.
  package var definedNames: [String] {
    guard let name else { return blocks.keys.sorted() }
    return [name] + variants.map(\.name).filter { $0 != name }
  }
}
