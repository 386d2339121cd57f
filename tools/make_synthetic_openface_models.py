#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a small, made-up model folder in OpenFace 2.2's file formats, for tests where the real one is missing.

usage: make_synthetic_openface_models.py DIR
       make_synthetic_openface_models.py --corpus DIR

Every kind of file is there and of the right shape, with few views, neurons and maps; the numbers follow from formulas, so that tests
can say what they must be, and measure nothing. With --corpus, DIR gets a folder of still smaller files for each fuzz target.
"""

import argparse
import pathlib
import struct

INT32, FLOAT32, FLOAT64 = 4, 5, 6
CODES = {INT32: "i", FLOAT32: "f", FLOAT64: "d"}

FACE_POINTS, INNER_POINTS, EYE_POINTS = 68, 51, 28
PATCH = 11
PICTURE = 60
HOG = 4464
MODES = 34
FEATURES = HOG + 3 * FACE_POINTS + MODES

# Side of the window, then the values of the diagonal and of all else of its one smoothness component.
FACE_WINDOWS = {
    0.25: [(5, 1.0, 0.125), (11, 2.0, 0.25)],
    0.35: [(5, 1.0, 0.125), (9, 2.0, 0.25)],
    0.5: [(5, 1.0, 0.125), (7, 2.0, 0.25)],
}
INNER_WINDOWS = [(9, 2.0, 0.25)]
EYE_WINDOWS = [(3, None, None), (5, None, None)]
INNER_PAIRS = [(17 + point, point) for point in range(INNER_POINTS)]
LEFT_EYE_PAIRS = [(36 + i, 8 + 2 * i) for i in range(6)]
RIGHT_EYE_PAIRS = [(42 + i, 8 + 2 * i) for i in range(6)]


def int32(*values):
    return struct.pack(f"<{len(values)}i", *values)


def float32(*values):
    return struct.pack(f"<{len(values)}f", *values)


def float64(*values):
    return struct.pack(f"<{len(values)}d", *values)


def matrix(rows, columns, kind, value):
    """A binary matrix; `value` is a function of row and column."""
    numbers = [value(row, column) for row in range(rows) for column in range(columns)]
    return int32(rows, columns, kind) + struct.pack(f"<{len(numbers)}{CODES[kind]}", *numbers)


def text_matrix(rows, columns, kind, value):
    lines = [str(rows), str(columns), str(kind)]
    lines += ["".join(f"{value(row, column):g} " for column in range(columns)) for row in range(rows)]
    return "\n".join(lines) + "\n"


def shape_model(point_count, mode_count):
    """Points on a grid, 10 mm apart and 5 mm deep; mode m moves coordinate m alone; variances fall."""

    def mean(row, _):
        point, axis = row % point_count, row // point_count
        return [10 * (point % 9) - 40, 10 * (point // 9) - 30, 5][axis]

    return (
        "# mean\n" + text_matrix(3 * point_count, 1, FLOAT64, mean)
        + "# modes\n" + text_matrix(3 * point_count, mode_count, FLOAT64, lambda row, mode: float(row == mode))
        + "\n# variances\n" + text_matrix(1, mode_count, FLOAT64, lambda _, mode: 100.0 - mode)
    )  # fmt: skip


def triangles(count, point_count=FACE_POINTS):
    return text_matrix(count, 3, INT32, lambda row, column: (row + column) % point_count)


def view_triangles(view_count):
    views = [f"# view {view}\n" + triangles(4) for view in range(view_count)]
    return f"# views\n{view_count}\n" + "".join(views)


def neuron(idx):
    """weights[y][x] = y + x / 100, so that a transposed one shows."""
    head = int32(2, 0) + float64(1.5 + idx, 0.25, 0.5 + idx)
    return head + matrix(PATCH, PATCH, FLOAT32, lambda y, x: y + x / 100)


def patch_expert(neuron_count, beta_count, confidence):
    head = int32(5, PATCH, PATCH, neuron_count)
    if neuron_count == 0:
        return head + int32(0)
    betas = [0.5 + idx for idx in range(beta_count)]
    return head + b"".join(neuron(idx) for idx in range(neuron_count)) + float64(*betas, confidence)


def smoothness(side, diagonal, other):
    return int32(side, 1) + matrix(side * side, side * side, FLOAT32, lambda a, b: diagonal if a == b else other)


def patch_experts(scale, yaws_deg, point_count, windows):
    """The last point is hidden in every view but the first. An expert's confidence is point / 100 + view."""
    shown = [[view == 0 or point != point_count - 1 for point in range(point_count)] for view in range(len(yaws_deg))]
    parts = [float64(scale), int32(len(yaws_deg))]
    parts += [matrix(3, 1, FLOAT64, lambda axis, _, yaw=yaw: yaw if axis == 1 else 0.0) for yaw in yaws_deg]
    parts += [matrix(point_count, 1, INT32, lambda point, _, row=row: int(row[point])) for row in shown]
    parts += [int32(len(windows))]
    parts += [smoothness(*window) if window[1] is not None else int32(window[0], 0) for window in windows]
    beta_count = 1 if windows and windows[0][1] is not None else 0
    for view, row in enumerate(shown):
        parts += [patch_expert(2 if is_shown else 0, beta_count, point / 100 + view) for point, is_shown in enumerate(row)]
    return b"".join(parts)


def convolution(inputs, outputs, side):
    """The kernel of input i and output k has i + k / 10 + y / 100 + x / 1000 at (y, x)."""
    kernels = [
        matrix(side, side, FLOAT32, lambda y, x, i=i, k=k: i + k / 10 + y / 100 + x / 1000)
        for i in range(inputs) for k in range(outputs)
    ]  # fmt: skip
    return int32(0, inputs, outputs) + float32(*[0.5 + k for k in range(outputs)]) + b"".join(kernels)


def max_pool(side):
    return int32(1, side, side, 2, 2)


def fully_connected(inputs, outputs):
    biases = matrix(outputs, 1, FLOAT32, lambda k, _: k / 10)
    return int32(2) + biases + matrix(inputs, outputs, FLOAT32, lambda i, k: i + k / 100)


def rectifier(maps):
    return int32(3) + matrix(maps, 1, FLOAT32, lambda k, _: 0.25 + k)


def network(*layers):
    return int32(len(layers)) + b"".join(layers)


def proposal_network():
    return network(convolution(3, 1, 3), rectifier(1), max_pool(2), convolution(1, 1, 3), rectifier(1), convolution(1, 2, 3),
                   rectifier(2), fully_connected(2, 6))  # fmt: skip


def refinement_network():
    return network(convolution(3, 1, 3), rectifier(1), max_pool(3), convolution(1, 1, 3), rectifier(1), max_pool(3),
                   convolution(1, 1, 2), rectifier(1), fully_connected(9, 2), rectifier(2), fully_connected(2, 6))  # fmt: skip


def output_network():
    return network(convolution(3, 1, 3), rectifier(1), max_pool(3), convolution(1, 1, 3), rectifier(1), max_pool(3),
                   convolution(1, 1, 3), rectifier(1), max_pool(2), convolution(1, 1, 2), rectifier(1), fully_connected(9, 2),
                   rectifier(2), fully_connected(2, 16))  # fmt: skip


def validator_network():
    relu, pool = int32(3), int32(1)
    return network(convolution(1, 1, 9), relu, pool, convolution(1, 1, 7), relu, pool, fully_connected(100, 1), relu,
                   fully_connected(1, 30))  # fmt: skip


def warp(shown_side):
    """The square of shown_side pixels at the first corner is shown: triangle 0 above its diagonal, 1 below."""

    def triangle_of(y, x):
        return -1 if max(x, y) >= shown_side else int(y > x)

    parts = [int32(shown_side * shown_side), float64(-30.0, -25.0)]
    parts += [matrix(2 * FACE_POINTS, 1, FLOAT64, lambda row, _: row - 30.0)]
    parts += [matrix(2, 3, INT32, lambda row, column: row + column)]
    parts += [matrix(PICTURE, PICTURE, INT32, triangle_of)]
    parts += [matrix(PICTURE, PICTURE, INT32, lambda y, x: int(triangle_of(y, x) >= 0))]
    parts += [matrix(2, 3, FLOAT64, lambda row, column: row + column / 10)]
    parts += [matrix(2, 3, FLOAT64, lambda row, column: row - column / 10)]
    return b"".join(parts)


def validator_view(shown_side):
    pixels = shown_side * shown_side
    mean = matrix(1, pixels, FLOAT64, lambda _, pixel: pixel / 1000)
    deviation = matrix(1, pixels, FLOAT64, lambda _, pixel: 1.0 + pixel / 1000)
    return mean + deviation + validator_network() + warp(shown_side)


def validator(yaws_deg, shown_side=40):
    angles = [matrix(3, 1, FLOAT64, lambda axis, _, yaw=yaw: yaw if axis == 1 else 0.0) for yaw in yaws_deg]
    return int32(3, len(yaws_deg)) + b"".join(angles) + b"".join(validator_view(shown_side) for _ in yaws_deg)


def predictor(kind, bias, *, cutoff=None, classes=(), features=FEATURES):
    """Kinds 0 and 1 are intensities of stills and videos, 4 and 5 presences."""
    parts = [int32(kind)]
    parts += [] if cutoff is None else [float64(cutoff)]
    parts += [matrix(1, features, FLOAT64, lambda _, i: i / 1000), matrix(features, 1, FLOAT64, lambda i, _: (i % 7) - 3.0)]
    return b"".join([*parts, float64(bias, *classes)])


def pairs_text(pairs):
    return " ".join(f"{of_face} {of_part}" for of_face, of_part in pairs)


def part_files(name, folder, list_name, point_count, scales):
    """The files of a part of the face, without the line that names it."""
    mode_count = 5
    detector = [f"PDM pdms/{name}.txt"] + [f"PatchesCCNF patch_experts/{name}_{scale}.txt" for scale in scales]
    files = {
        f"{folder}/main_{list_name}.txt": f"LandmarkDetector {list_name}.txt",
        f"{folder}/{list_name}.txt": "\r\n".join(detector),
        f"{folder}/pdms/{name}.txt": shape_model(point_count, mode_count),
    }
    for scale in scales:
        windows = INNER_WINDOWS if name == "inner" else EYE_WINDOWS
        files[f"{folder}/patch_experts/{name}_{scale}.txt"] = patch_experts(scale, [0.0], point_count, windows)
    return files


def landmark_files():
    files = {
        "main_clnf_general.txt": "LandmarkDetector clnf_general.txt\r\n"
        f"LandmarkDetector_part model_inner/main_inner.txt inner {pairs_text(INNER_PAIRS)}\r\n"
        f"LandmarkDetector_part model_eye/main_left.txt left_eye_28 {pairs_text(LEFT_EYE_PAIRS)}\r\n"
        f"LandmarkDetector_part model_eye/main_right.txt right_eye_28 {pairs_text(RIGHT_EYE_PAIRS)}\r\n"
        "DetectionValidator detection_validation/validator_cnn.txt",
        "clnf_general.txt": "PDM pdms/face.txt\nTriangulations tris_68.txt\n"
        + "".join(f"PatchesCCNF patch_experts/ccnf_patches_{scale}_general.txt\n" for scale in FACE_WINDOWS),
        "pdms/face.txt": shape_model(FACE_POINTS, 6),
        "tris_68.txt": view_triangles(2),
        "detection_validation/validator_cnn.txt": validator([0.0, 45.0]),
    }
    for scale, windows in FACE_WINDOWS.items():
        files[f"patch_experts/ccnf_patches_{scale}_general.txt"] = patch_experts(scale, [0.0, -45.0], FACE_POINTS, windows)
    files |= part_files("inner", "model_inner", "inner", INNER_POINTS, [1.0])
    files |= part_files("left_eye", "model_eye", "left", EYE_POINTS, [1.0, 1.5])
    files |= part_files("right_eye", "model_eye", "right", EYE_POINTS, [1.0, 1.5])
    return files


def detector_files():
    return {
        "mtcnn_detector/MTCNN_detector.txt": "PNet PNet.dat\nRNet RNet.dat\nONet ONet.dat\n",
        "mtcnn_detector/PNet.dat": proposal_network(),
        "mtcnn_detector/RNet.dat": refinement_network(),
        "mtcnn_detector/ONet.dat": output_network(),
    }


def unit_files():
    present_below, present_above = (0.0, 1.0), (1.0, 0.0)
    return {
        "main_dynamic_svms.txt": "AUPredictor AU_best.txt\nPDM face.txt\nTriangulation tris.txt",
        "main_static_svms.txt": "AUPredictor AU_static.txt\r\nPDM face.txt\r\nTriangulation tris.txt\r\n",
        "AU_best.txt": "svm/12.dat AU12\nsvm/01.dat AU01\nsvr/12.dat AU12\nsvr/01.dat AU01\nsvr/02.dat AU02",
        "AU_static.txt": "svm/04.dat AU04\r\nsvr/12.dat AU12\r\n",
        "face.txt": shape_model(FACE_POINTS, MODES),
        "tris.txt": triangles(5),
        "svr/01.dat": predictor(1, 0.125, cutoff=0.55),
        "svr/02.dat": predictor(1, 0.25, cutoff=-1.0),
        "svr/12.dat": predictor(0, 0.375),
        "svm/01.dat": predictor(5, 0.5, classes=present_below),
        "svm/12.dat": predictor(4, 0.625, classes=present_above),
        "svm/04.dat": predictor(4, 0.75, classes=present_below),
    }


def folder_files():
    """All of a folder's files by their paths."""
    files = {f"model/{path}": content for path, content in (landmark_files() | detector_files()).items()}
    return files | {f"AU_predictors/{path}": content for path, content in unit_files().items()}


def corpus_files():
    """Small files for each fuzz target, as small as the targets expect them."""
    return {
        "openface_shape_model/one_point.txt": shape_model(1, 2),
        "openface_triangulation/one.txt": triangles(2),
        "openface_triangulation/two_views.txt": view_triangles(2),
        "openface_patch_experts/smooth": patch_experts(0.25, [0.0, 20.0], 2, [(2, 1.0, 0.5), (1, 1.0, 0.5)]),
        "openface_patch_experts/plain": patch_experts(1.5, [0.0], 2, [(3, None, None)]),
        "openface_detector_network/pnet": b"\0" + proposal_network(),
        "openface_detector_network/rnet": b"\1" + refinement_network(),
        "openface_detector_network/onet": b"\2" + output_network(),
        "openface_validator/one_view": validator([20.0], shown_side=3),
        "openface_predictor/intensity": predictor(1, 0.5, cutoff=0.55, features=3),
        "openface_predictor/intensity_static": predictor(0, 0.5, features=3),
        "openface_predictor/presence": predictor(4, 0.5, classes=(0.0, 1.0), features=3),
        "openface_index/main.txt": landmark_files()["main_clnf_general.txt"],
        "openface_index/model.txt": landmark_files()["clnf_general.txt"],
        "openface_index/predictors.txt": unit_files()["AU_best.txt"],
    }


def write_files(folder, files):
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path, metavar="DIR")
    parser.add_argument("--corpus", action="store_true", help="write the inputs of the fuzz targets instead")
    arguments = parser.parse_args()
    write_files(arguments.folder, corpus_files() if arguments.corpus else folder_files())


if __name__ == "__main__":
    main()
