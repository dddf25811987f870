import Symbolic

/// A field of the options of a TFLite operator.
struct TFLiteOption: Sendable {
  /// How a field is stored, by the letter that stands for it in the tables below.
  private enum Kind: Character {
    case int = "i", unsigned = "u", long = "l", byte = "y", bool = "b", float = "f", text = "s"
    case ints = "I", longs = "L", floats = "F", bools = "B", bytes = "Y"
    case padding = "p", activation = "a", mirror = "m", element = "t", graph = "g"
  }

  let name: String
  private let field: Int
  private let kind: Kind
  private let standard: Int

  /// Fields as `stride_w:i dilation_w:i=1 …`, in the order of the schema; `-` is one out of use.
  fileprivate static func fields(_ text: Substring) -> [TFLiteOption] {
    text.split(separator: " ").enumerated().compactMap { index, word in
      let parts = word.split(separator: ":")
      guard parts.count == 2, let letter = parts[1].first, let kind = Kind(rawValue: letter) else {
        return nil
      }
      let standard = Int(parts[1].dropFirst(2)) ?? 0
      return TFLiteOption(name: String(parts[0]), field: index, kind: kind, standard: standard)
    }
  }

  /// Its value in a table of options.
  func value(in table: FlatTable) throws(Diagnostic) -> FileAttribute.Value {
    switch kind {
    case .int: .integer(try table.integer(field, Int32.self, or: standard))
    case .unsigned: .integer(try table.integer(field, UInt32.self, or: standard))
    case .long: .integer(try table.integer(field, Int64.self, or: standard))
    case .byte: .integer(try table.integer(field, Int8.self, or: standard))
    case .bool: .bool(try table.integer(field, UInt8.self, or: standard) != 0)
    case .float: .real(try table.real(field))
    case .text: .text(try table.text(field))
    case .ints: .integers(try table.integers(field, Int32.self))
    case .longs: .integers(try table.integers(field, Int64.self))
    case .bools: .integers(try table.integers(field, UInt8.self))
    case .floats: .reals(try table.reals(field))
    case .bytes: .bytes(count: try table.vector(field, width: 1)?.count ?? 0)
    case .padding: try word(of: ["SAME", "VALID"], in: table)
    case .activation:
      try word(of: ["NONE", "RELU", "RELU_N1_TO_1", "RELU6", "TANH", "SIGN_BIT"], in: table)
    case .mirror: try word(of: ["REFLECT", "SYMMETRIC"], in: table)
    case .element: .element(.tflite(try table.integer(field, Int8.self, or: standard)))
    case .graph: .graph(try table.integer(field, Int32.self))
    }
  }

  private func word(
    of words: [String], in table: FlatTable
  ) throws(Diagnostic) -> FileAttribute.Value {
    let index = try table.integer(field, Int8.self)
    return words.indices.contains(index) ? .text(words[index]) : .integer(index)
  }
}

/// Which fields the options of TFLite's operators have, by their number in the unions.
enum TFLiteOptions {
  /// `BuiltinOptions`
  static let first = table(
    """
    1 padding:p stride_w:i stride_h:i fused_activation_function:a dilation_w_factor:i=1 \
    dilation_h_factor:i=1 quantized_bias_type:t
    2 padding:p stride_w:i stride_h:i depth_multiplier:i fused_activation_function:a \
    dilation_w_factor:i=1 dilation_h_factor:i=1
    3 num_channels:i num_columns_per_channel:I embedding_dim_per_channel:I
    4 type:y
    5 padding:p stride_w:i stride_h:i filter_width:i filter_height:i fused_activation_function:a
    6 rank:i fused_activation_function:a asymmetric_quantize_inputs:b
    7 fused_activation_function:a asymmetric_quantize_inputs:b
    8 fused_activation_function:a weights_format:y keep_num_dims:b asymmetric_quantize_inputs:b \
    quantized_bias_type:t
    9 beta:f
    10 axis:i fused_activation_function:a
    11 fused_activation_function:a pot_scale_int16:b=1
    12 fused_activation_function:a
    13 radius:i bias:f alpha:f beta:f
    14 fused_activation_function:a cell_clip:f proj_clip:f kernel_type:y \
    asymmetric_quantize_inputs:b
    15 - - align_corners:b half_pixel_centers:b
    16 subgraph:g
    17 new_shape:I
    18 ngram_size:i max_skip_size:i include_all_ngrams:b
    19 block_size:i
    20 combiner:y
    21 fused_activation_function:a
    23 axis:i batch_dims:i
    27 keep_dims:b
    28 fused_activation_function:a pot_scale_int16:b=1
    29 fused_activation_function:a
    30 squeeze_dims:I
    31 time_major:b fused_activation_function:a asymmetric_quantize_inputs:b
    32 begin_mask:i end_mask:i ellipsis_mask:i new_axis_mask:i shrink_axis_mask:i offset:b
    35 num_splits:i
    37 in_data_type:t out_data_type:t
    40 output_type:t
    49 padding:p stride_w:i stride_h:i fused_activation_function:a quantized_bias_type:t
    50 validate_indices:b
    55 out_type:t
    57 output_type:t
    58 min:f max:f num_bits:i narrow_range:b
    59 values_count:i axis:i
    61 axis:i
    64 num:i axis:i
    69 fused_activation_function:a cell_clip:f proj_clip:f merge_outputs:b time_major:b=1 \
    asymmetric_quantize_inputs:b
    70 time_major:b fused_activation_function:a merge_outputs:b asymmetric_quantize_inputs:b
    71 fused_activation_function:a cell_clip:f proj_clip:f time_major:b \
    asymmetric_quantize_inputs:b diagonal_recurrent_tensors:b
    74 align_corners:b half_pixel_centers:b
    75 alpha:f
    77 mode:m
    79 num_splits:i
    80 idx_out_type:t=2
    87 seq_dim:i batch_dim:i
    92 then_subgraph_index:g else_subgraph_index:g
    93 cond_subgraph_index:g body_subgraph_index:g
    94 block_size:i
    101 adj_x:b adj_y:b asymmetric_quantize_inputs:b
    102 exclusive:b reverse:b
    103 init_subgraph_index:g
    106 padding:p stride_d:i stride_w:i stride_h:i fused_activation_function:a \
    dilation_d_factor:i=1 dilation_w_factor:i=1 dilation_h_factor:i=1
    107 table_id:i key_dtype:t value_dtype:t
    111 container:s shared_name:s
    114 seed:l seed2:l
    115 boundaries:F
    116 approximate:b
    """)

  /// `BuiltinOptions2`
  static let second = table(
    """
    1 dimension:l
    2 broadcast_dimensions:L
    3 start_indices:L limit_indices:L strides:L
    4 window_strides:L padding:L lhs_dilation:L rhs_dilation:L window_reversal:B \
    input_batch_dimension:l input_feature_dimension:l input_spatial_dimensions:L \
    kernel_input_feature_dimension:l kernel_output_feature_dimension:l \
    kernel_spatial_dimensions:L output_batch_dimension:l output_feature_dimension:l \
    output_spatial_dimensions:L feature_group_count:l batch_group_count:l
    5 call_target_name:s has_side_effect:b backend_config:s api_version:i called_computations:I
    6 dimensions:L body_subgraph_index:g
    7 indices_are_sorted:b update_window_dims:L inserted_window_dims:L \
    scatter_dims_to_operand_dims:L index_vector_dim:l unique_indices:b \
    update_computation_subgraph_index:g
    8 comparison_direction:u compare_type:u
    9 slice_sizes:L
    10 edge_padding_low:L edge_padding_high:L interior_padding:L
    11 iota_dimension:l
    12 lhs_batching_dimensions:L rhs_batching_dimensions:L lhs_contracting_dimensions:L \
    rhs_contracting_dimensions:L
    13 window_dimensions:L window_strides:L base_dilations:L window_dilations:L padding:L \
    body_subgraph_index:g
    14 dimension:l is_stable:b comparator_subgraph_index:g
    15 cond_subgraph_index:g body_subgraph_index:g
    16 offset_dims:L collapsed_slice_dims:L start_index_map:L index_vector_dim:l slice_sizes:L \
    indices_are_sorted:b
    17 permutation:L
    19 algorithm:y
    21 name:s decomposition_subgraph_index:g composite_attributes:Y \
    composite_attributes_format:y version:i
    """)

  private static func table(_ text: String) -> [Int: [TFLiteOption]] {
    var table: [Int: [TFLiteOption]] = [:]
    for line in text.split(separator: "\n") {
      let number = line.prefix { $0 != " " }
      if let number = Int(number) { table[number] = TFLiteOption.fields(line.drop { $0 != " " }) }
    }
    return table
  }
}
