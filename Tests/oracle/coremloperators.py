"""Writes operators.mlmodel, an ML program with the operators that networks use, and one small network as a program and
as layers of the older kind, into Tests/ModelFilesTests/Fixtures.

    pip install coremltools==9.0
    python coremloperators.py Tests/ModelFilesTests/Fixtures/files

coremltools states the sizes of every tensor, which the tests compare with those that we work out.
"""

import pathlib
import sys

import coremltools as ct
import numpy
from coremltools.converters.mil import Builder as mb
from coremltools.converters.mil.mil import types

rng = numpy.random.default_rng(1)


def weights(*sizes):
    return rng.standard_normal(sizes).astype(numpy.float32)


@mb.program(input_specs=[
    mb.TensorSpec((2, 6, 7, 9)), mb.TensorSpec((7, 2, 9)), mb.TensorSpec((1, 2, 4, 5, 6)),
    mb.TensorSpec((2, 5), dtype=types.int32)], opset_version=ct.target.iOS17)
def operators(x, s, v, t):
    made = [mb.conv(x=x, weight=weights(8, 3, 3, 5), strides=(2, 1), pad_type="same", groups=2, bias=weights(8))]
    made += [mb.conv(x=x, weight=weights(8, 6, 3, 3), dilations=(2, 1), pad_type="custom", pad=(1, 0, 2, 1))]
    made += [mb.conv(x=x, weight=weights(6, 1, 3, 3), groups=6), mb.conv(x=v, weight=weights(4, 2, 2, 2, 2), pad_type="same_lower")]
    made += [mb.conv_transpose(x=x, weight=weights(6, 8, 4, 4), strides=(2, 2), pad_type="custom", pad=(1, 1, 1, 1))]
    made += [mb.conv_transpose(x=x, weight=weights(6, 4, 3, 3), strides=(2, 2), pad_type="same", groups=2)]
    made += [mb.linear(x=s, weight=weights(5, 9), bias=weights(5)), mb.matmul(x=s, y=s, transpose_y=True), mb.matmul(x=s, y=weights(9, 4))]
    made += [mb.relu(x=x), mb.max_pool(x=x, kernel_sizes=(3, 3), strides=(2, 2), pad_type="custom", pad=(1, 1, 1, 1), ceil_mode=False)]
    made += [mb.avg_pool(x=x, kernel_sizes=(2, 3), strides=(1, 2), pad_type="same"), mb.max_pool(x=x, kernel_sizes=(2, 2), strides=(2, 2), pad_type="valid", ceil_mode=True)]
    made += [mb.batch_norm(x=x, mean=weights(6), variance=abs(weights(6)), gamma=weights(6), beta=weights(6)), mb.instance_norm(x=x)]
    made += [mb.batch_norm(x=x, mean=weights(6), variance=abs(weights(6))), mb.layer_norm(x=s, axes=(-1,), gamma=weights(9), beta=weights(9))]
    made += [mb.l2_norm(x=x), mb.local_response_norm(x=x, size=3), mb.resize_bilinear(x=x, target_size_height=5, target_size_width=6)]
    made += [mb.upsample_nearest_neighbor(x=x, scale_factor_height=2, scale_factor_width=3), mb.upsample_bilinear(x=x, scale_factor_height=2.0, scale_factor_width=2.0)]
    made += [mb.pixel_shuffle(x=mb.slice_by_size(x=x, begin=(0, 0, 0, 0), size=(-1, 4, -1, -1)), upscale_factor=2)]
    made += [mb.space_to_depth(x=mb.slice_by_size(x=x, begin=(0, 0, 1, 1), size=(-1, -1, 6, 8)), block_size=2), mb.crop(x=x, crop_height=(1, 2), crop_width=(0, 3))]
    made += [mb.add(x=x, y=1.0), mb.sub(x=x, y=weights(6, 1, 1)), mb.mul(x=x, y=x), mb.real_div(x=x, y=2.0), mb.pow(x=x, y=2.5), mb.maximum(x=x, y=0.1)]
    made += [mb.select(cond=mb.greater(x=x, y=0.0), a=x, b=mb.exp(x=x)), mb.floor_div(x=x, y=2.0), mb.mod(x=x, y=2.0), mb.minimum(x=x, y=0.2)]
    for name in "relu6 sigmoid silu softplus softsign tanh erf exp exp2 sqrt square abs sign ceil floor round sin cos tanh atan".split():
        made.append(getattr(mb, name)(x=x))
    made += [mb.leaky_relu(x=x, alpha=0.1), mb.prelu(x=x, alpha=weights(6)), mb.elu(x=x, alpha=1.0), mb.gelu(x=x), mb.sigmoid_hard(x=x, alpha=0.2, beta=0.5)]
    made += [mb.clip(x=x, alpha=0.0, beta=6.0), mb.log(x=x), mb.rsqrt(x=x), mb.inverse(x=x), mb.threshold(x=x, alpha=0.5), mb.softmax(x=x, axis=1)]
    made += [mb.scaled_tanh(x=x, alpha=2.0, beta=0.5), mb.linear_activation(x=x, alpha=2.0, beta=0.5), mb.clamped_relu(x=x, alpha=0.1, beta=3.0)]
    made += [mb.reduce_mean(x=x, axes=(2, 3), keep_dims=True), mb.reduce_sum(x=x, axes=(1,)), mb.reduce_max(x=x), mb.reduce_l2_norm(x=x, axes=(-1,))]
    made += [mb.reduce_argmax(x=x, axis=1, keep_dims=False), mb.cumsum(x=s, axis=1), mb.reshape(x=x, shape=(2, -1, 9)), mb.flatten2d(x=x, axis=2)]
    made += [mb.squeeze(x=mb.expand_dims(x=s, axes=(1, 4)), axes=(1,)), mb.transpose(x=x, perm=(0, 2, 3, 1)), *mb.split(x=x, num_splits=3, axis=1)]
    made += [*mb.split(x=x, split_sizes=(1, 5), axis=1), mb.concat(values=(x, x), axis=2), mb.stack(values=(s, s), axis=1), mb.tile(x=s, reps=(1, 2, 1))]
    made += [mb.slice_by_index(x=x, begin=(0, 1, 0, 0), end=(2, -1, 7, 9), stride=(1, 1, 2, 1), end_mask=(True, False, True, True))]
    made += [mb.slice_by_index(x=x, begin=(0, -1, 0, 0), end=(0, 0, 0, 0), squeeze_mask=(False, True, False, False), end_mask=(True, True, True, True))]
    made += [mb.reverse(x=s, axes=(1,)), mb.pad(x=x, pad=(1, 2, 0, 1)), mb.pad(x=x, pad=(1, 1, 2, 2), mode="reflect"), mb.pad(x=x, pad=(1, 1), mode="replicate")]
    made += [mb.gather(x=weights(11, 5), indices=t, axis=0), mb.gather(x=s, indices=(0, 2), axis=2), mb.gather_along_axis(x=mb.slice_by_size(x=s, begin=(0, 0, 0), size=(2, 1, 5)), indices=mb.expand_dims(x=t, axes=(1,)), axis=0)]
    made += [*mb.topk(x=s, k=3, axis=2), mb.one_hot(indices=t, one_hot_vector_size=11), mb.band_part(x=s, lower=-1, upper=0), mb.cast(x=x, dtype="fp16")]
    lstm = mb.lstm(x=s, initial_h=weights(2, 8), initial_c=weights(2, 8), weight_ih=weights(16, 9), weight_hh=weights(16, 4), bias=weights(16), weight_ih_back=weights(16, 9), weight_hh_back=weights(16, 4), bias_back=weights(16), direction="bidirectional", output_sequence=True)
    gru = mb.gru(x=s, initial_h=weights(2, 4), weight_ih=weights(12, 9), weight_hh=weights(12, 4))
    return tuple(mb.identity(x=y) if y.op.op_type == "const" else y for y in [*made, *lstm, *gru])


def network():
    """A network that can also be written as layers of the older kind."""

    @mb.program(input_specs=[mb.TensorSpec((1, 3, 16, 16)), mb.TensorSpec((7, 1, 9))])
    def program(x, s):
        x = mb.conv(x=x, weight=weights(8, 3, 3, 3), strides=(2, 2), pad_type="same", bias=weights(8))
        x = mb.leaky_relu(x=mb.batch_norm(x=x, mean=weights(8), variance=abs(weights(8)), gamma=weights(8), beta=weights(8)), alpha=0.1)
        y = mb.conv(x=x, weight=weights(8, 1, 3, 3), groups=8, pad_type="custom", pad=(1, 1, 1, 1))
        x = mb.concat(values=(mb.add(x=x, y=y), mb.relu(x=x)), axis=1)
        x = mb.conv_transpose(x=x, weight=weights(16, 4, 4, 4), strides=(2, 2), pad_type="custom", pad=(1, 1, 1, 1))
        x = mb.max_pool(x=mb.sigmoid(x=x), kernel_sizes=(2, 2), strides=(2, 2), pad_type="valid")
        x = mb.upsample_nearest_neighbor(x=mb.pad(x=x, pad=(1, 1, 1, 1)), scale_factor_height=2, scale_factor_width=2)
        x = mb.reduce_mean(x=mb.pixel_shuffle(x=x, upscale_factor=2), axes=(2, 3), keep_dims=True)
        x = mb.linear(x=mb.reshape(x=x, shape=(1, 1)), weight=weights(5, 1), bias=weights(5))
        y, h, c = mb.lstm(x=s, initial_h=weights(1, 4), initial_c=weights(1, 4), weight_ih=weights(16, 9), weight_hh=weights(16, 4), bias=weights(16), output_sequence=True)
        y = mb.matmul(x=mb.transpose(x=y, perm=(1, 0, 2)), y=mb.transpose(x=y, perm=(1, 2, 0)))
        return mb.softmax(x=x, axis=1), mb.layer_norm(x=y, axes=(-1,), gamma=weights(7), beta=weights(7))

    return program


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    pipeline = ct.PassPipeline.EMPTY
    model = ct.convert(operators, convert_to="mlprogram", pass_pipeline=pipeline, skip_model_load=True, minimum_deployment_target=ct.target.iOS17)
    (folder / "operators.mlmodel").write_bytes(model.get_spec().SerializeToString())
    for kind, name in [("mlprogram", "operators_program"), ("neuralnetwork", "operators_layers")]:
        model = ct.convert(network(), convert_to=kind, pass_pipeline=pipeline, skip_model_load=True)
        (folder / f"{name}.mlmodel").write_bytes(model.get_spec().SerializeToString())
