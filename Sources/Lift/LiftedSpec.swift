import CostModel
import Specs
import Symbolic

/// A network written as a spec, or several as one, and proved to be the same networks.
///
/// How networks become a spec, step by step:
///
/// 1. Layers are read into nodes: words and cells of rows. Axes are followed through
///    transposes and reshapes, so that layouts, flattening and nested concatenations need no row.
/// 2. Squeeze-and-excitation becomes one node, and the graph is cut where a single tensor is alive.
///    What lies between two cuts is a segment.
/// 3. Blocks are matched against segments from each cut on: those of specs/blocks, row by row, their
///    columns solved; and induced ones, the anti-unification of segments that are built alike, in
///    whichever member they are.
/// 4. Rows are chosen by least description: dynamic programming over the cuts, repeats merged. The
///    members of a family take each row together.
/// 5. Widths, repeats, the resolution and the classes become parameters, with rules that are the
///    identity where the parameters are 1. Of several members, each number is held against the rules.
/// 6. The text is read and expanded like any other spec, and its graph is compared with that of
///    each network, layer by layer. Nothing unproved is returned.
public struct LiftedSpec: Sendable {
  /// The text of the spec's file, which `Catalog.network(reading:file:_:)` reads.
  public let text: String
  /// The spec.
  package let spec: Spec
  /// The rows of its body.
  package let rowCount: Int
  /// Whether blocks were asked for, and the table with blocks could not be proved.
  public let isFallback: Bool
  /// The table with blocks; nil for a flat one.
  let table: ScaledTable?

  /// Writes a network as a spec; or the members of a family as one spec, with a variant for each,
  /// named after the network.
  ///
  /// - Parameters:
  ///   - isFlat: whether to write one row a layer, without blocks and parameters.
  ///   - rounding: how scaled widths are rounded: a number for its multiples, `none`, or the name of a
  ///     function; by default multiples of 8 where all widths are.
  ///   - kept: the names of rows that stay as they are at every width and depth.
  ///   - multipliers: multipliers of their own for the widths of some rows, by the rows' names.
  ///   - catalog: the blocks that the table may use.
  /// - Throws: a diagnostic that names the layer that no row says, or where the members part; or that
  ///   there is no such rounding.
  public init(
    _ networks: [Network], isFlat: Bool = false, rounding: String? = nil,
    keeping kept: Set<String> = [], multipliers: KeyValuePairs<String, [String]> = [:],
    in catalog: Catalog = .embedded
  ) throws(Diagnostic) {
    if let rounding, !LiftOptions.isRounding(rounding) {
      throw Diagnostic(
        "widths can't be rounded by \(quoted(rounding))",
        help: "a number, or one of \(LiftOptions.roundings.joined(separator: ", "))")
    }
    var options = LiftOptions()
    options.isFlat = isFlat
    options.rounding = rounding
    options.kept = kept
    options.multipliers = multipliers.map { ($0.key, $0.value) }
    try self.init(networks, options, in: catalog)
  }

  /// Writes networks as a spec, as above.
  package init(
    _ networks: [Network], _ options: LiftOptions, in catalog: Catalog = .embedded
  ) throws(Diagnostic) {
    guard let first = networks.first else { throw Diagnostic("a family has at least one member") }
    let isAlone = networks.count == 1
    let graphs = try Self.graphs(networks)
    let uncounted = networks.flatMap(\.uncounted)
    if !(isAlone && options.isFlat) {
      let table = try ScaledTable(LiftedBody(graphs, catalog), options)
      var document = SpecDocument(table, members: networks.map(\.name))
      document.notes += uncounted
      do throws(Diagnostic) {
        (text, spec) = try Self.proved(document, graphs, catalog)
        (rowCount, isFallback, self.table) = (document.body.count, false, table)
        return
      } catch {
        // A flat table has no widths for the names that were asked for.
        guard isAlone, options.multipliers.isEmpty else { throw error }
      }
    }
    var document = SpecDocument(flat: graphs[0], named: MemberNames.identifier(first.name))
    document.notes += uncounted
    (text, spec) = try Self.proved(document, graphs, catalog)
    (rowCount, isFallback, table) = (document.body.count, !options.isFlat, nil)
  }

  /// The graphs of members. - Throws: with the member's name, if there are several.
  private static func graphs(_ networks: [Network]) throws(Diagnostic) -> [LayerGraph] {
    var graphs: [LayerGraph] = []
    for network in networks {
      do throws(Diagnostic) {
        graphs.append(try LayerGraph(network))
      } catch {
        guard networks.count > 1 else { throw error }
        throw Diagnostic("\(quoted(network.name)): \(error.message)", help: error.help)
      }
    }
    return graphs
  }

  /// Reads and expands a document, and compares the results with the graphs of its members.
  private static func proved(
    _ document: SpecDocument, _ graphs: [LayerGraph], _ catalog: Catalog
  ) throws(Diagnostic) -> (text: String, spec: Spec) {
    let text = document.text
    let spec: Spec
    do throws(Diagnostics) {
      spec = try Spec.read(Array(text.utf8), file: "\(document.name).json")
    } catch {
      throw unproved(document.name, error.all.first?.description ?? "it can't be read")
    }
    let models =
      document.variants.members.isEmpty
      ? [Model(spec)] : document.variants.members.compactMap { spec.model(named: $0.name) }
    guard models.count == graphs.count else {
      throw unproved(document.name, "it has other members")
    }
    for (model, graph) in zip(models, graphs) {
      if let difference = try difference(model, [], graph, catalog) {
        throw unproved(model.name, difference)
      }
    }
    return (text, spec)
  }

  /// The first difference between a model with values of its parameters and a graph.
  static func difference(
    _ model: Model, _ values: [(String, String)], _ graph: LayerGraph, _ catalog: Catalog
  ) throws(Diagnostic) -> String? {
    let network: Network
    do throws(Diagnostic) {
      // Folded copies are no layers to compare.
      var settings = Settings(values)
      settings.unfoldLimit = NetworkBuilder.layerLimit
      network = try Network.expand(model, settings, in: catalog)
    } catch {
      return error.description
    }
    return LayerGraph.difference(graph, try LayerGraph(network))
  }

  private static func unproved(_ name: String, _ reason: String) -> Diagnostic {
    Diagnostic("the spec written for \(quoted(name)) is not the same network: \(reason)")
  }
}

extension SpecDocument {
  /// A row a layer.
  init(flat graph: LayerGraph, named name: String) {
    self.init(name: name)
    let usual = LayerGraph.usualCells(of: [graph])
    var rows = PlainRows(graph, usual: usual)
    for node in graph.nodes.indices { rows.write(node) }
    outputs = rows.outputs()
    body = rows.rows
    input = graph.inputSizes.map(String.init)
    defaults = usual.sorted { $0.key > $1.key }.map { ($0.key, CellText($0.value)) }
    order = ["k", "c", "s", "g", "d", "p", "ceil", "by", "bias", "norm", "act"]
  }

  /// A table with blocks, of one network or of the members of a family.
  init(_ table: ScaledTable, members: [String]) {
    let names = MemberNames(members)
    self.init(name: names.family)
    let body = table.body
    source = "lifted from \(names.members.joined(separator: ", "))"
    if names.members.count > 1 {
      let varied = table.parameters.filter(\.isVaried)
      variants = (
        varied.map(\.name),
        names.members.enumerated().map { member, name in (name, varied.map { $0.values[member] }) }
      )
    }
    notes = table.notes
    parameters = table.parameters.map { ($0.name, $0.values[table.fit.base]) }
    scale = table.scale
    self.body = table.rows
    outputs = body.outputs
    blocks = body.blocks
    input = table.input
    defaults =
      body.usual.sorted { $0.key > $1.key }.map { ($0.key, CellText($0.value)) } + table.defaults
    let columns = body.rows.compactMap { $0.table?.columns.map(\.name) }.joined()
    let last = ["n", "s"] + Self.operatorOrder.filter { !["k", "c", "s"].contains($0) }
    order = ["t", "k", "c"] + columns.filter { !last.contains($0) } + last
  }
}

extension LayerGraph {
  /// The sizes of the input as specs write them: the map's, then the channels.
  var inputSizes: [Int] { inputMap + [input.channels] }
}
