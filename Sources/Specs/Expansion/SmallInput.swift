import CostModel
import Symbolic

extension Network {
  /// The sizes of maps to try.
  private static let smallSizes = [32, 48, 64, 96, 128, 160, 192, 224, 256, 299, 320]

  /// Expands a model for the smallest valid input of at least 32 along each axis, or else for its
  /// own input.
  ///
  /// - Throws: a diagnostic as from ``Network/expand(_:_:in:)`` with the model's own input.
  package static func expandSmall(
    _ model: Model, _ settings: Settings = Settings(), in catalog: Catalog
  ) throws(Diagnostic) -> Network {
    let network = try expand(model, settings, in: catalog)
    guard settings.input == nil, let channels = network.input.shape.channels.constantValue,
      let number = try? channels.integer()
    else { return network }
    for size in smallSizes {
      var smaller = settings
      smaller.input = network.input.shape.map.map { _ in size } + [number]
      if let network = try? expand(model, smaller, in: catalog), (try? Report(network)) != nil {
        return network
      }
    }
    return network
  }
}
