import Foundation

import CostModel
import Specs
import TestSupport

/// The smallest inputs that somebody met in public: specs of Fixtures/cases, whose `source` says who.
enum Case {
  /// The spec of a name, or a member of its family.
  static func model(_ name: String, _ variant: String? = nil) throws -> Model {
    let url = Repository.fixtures.appending(path: "cases/\(name).json")
    let spec = try Spec.read(try Repository.bytes(url), file: url.lastPathComponent)
    return variant.flatMap(spec.model(named:)) ?? Model(spec)
  }
}
