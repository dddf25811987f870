import Foundation
import Symbolic

import ModelFiles
import TestSupport

/// The files of these tests; README.md beside them says where they come from.
enum Fixture {
  static let folder = Repository.root.appending(path: "Tests/ModelFilesTests/Fixtures")

  static func path(_ name: String) -> String { folder.appending(path: "files/\(name)").path }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }
}

/// What other tools read from a file; Tests/oracle/modelfiles.py wrote it.
struct Oracle: Decodable {
  struct Tensor: Decodable {
    let name: String
    let element: String
    /// Nil if not even their number is known.
    let sizes: [Size]?
  }

  /// A number, a name or nothing.
  enum Size: Decodable {
    case known(Int), named(String), unknown

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Int.self) {
        self = .known(number)
      } else if let name = try? value.decode(String.self) {
        self = .named(name)
      } else {
        self = .unknown
      }
    }

    var fileSize: FileSize {
      switch self {
      case .known(let size): .known(size)
      case .named(let name): .named(name)
      case .unknown: .unknown
      }
    }
  }

  let operators: [String: Int]
  let inputs, outputs: [Tensor]
  let constants: Int
  let elements: Int
  let scales: Int?
  let attributes: [String: Int]?

  private struct File: Decodable {
    let files: [String: Oracle]
  }

  static let all: [String: Oracle] = {
    let url = Fixture.folder.appending(path: "oracle.json")
    guard let data = try? Data(contentsOf: url),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else { return [:] }
    return file.files
  }()

  static let names = all.keys.sorted()
}

extension ModelFile {
  /// How often each operator occurs.
  var operators: [String: Int] {
    graphs.flatMap(\.nodes).reduce(into: [:]) { $0[$1.type, default: 0] += 1 }
  }

  var constants: [FileTensor] { tensors.filter(\.isConstant) }
}

extension FileSize {
  /// The size as text, without the spaces that formulas have.
  var text: String {
    switch self {
    case .known(let size): "\(size)"
    case .named(let name): name.replacing(" ", with: "")
    case .unknown: "?"
    }
  }
}
