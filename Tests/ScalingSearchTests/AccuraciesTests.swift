import CostModel
import Specs
import Testing

import ScalingSearch

/// The accuracies that come with the tool.
struct AccuraciesTests {
  /// Each row is a network of the architecture that the file is called by, and no two are the same.
  @Test func everyRowIsANetworkOfItsOwn() throws {
    let catalog = Catalog.embedded
    let files = catalog.files.filter { $0.path.hasPrefix("accuracies/") }
    #expect(files.count >= 7)
    for file in files {
      let name = try #require(file.names.first)
      let defining = try #require(catalog.file(defining: name), "\(file.path)")
      let spec = try Spec.read(Array(defining.text.utf8), file: defining.path)
      #expect(spec.name == name)
      let model = Model(spec)
      let table = try Measurements(
        file.text, file: file.path, known: spec.parameters.map(\.name))
      #expect(!table.rows.isEmpty && table.comments.contains { $0.contains("Source: ") })
      #expect(table.rows.allSatisfy { (20...95).contains($0.accuracy) })
      // `table` shows them where figures of ImageNet are wanted.
      #expect(table.comments.first?.hasPrefix("ImageNet top-1 in percent") == true)
      let networks = CandidateNetworks(model, Settings(), in: catalog)
      #expect(
        try MeasuredNetworks(table, of: networks).missing == table.rows.count, "\(file.path)")
    }
  }
}
