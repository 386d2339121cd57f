// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

struct FittedShape {
  ShapeParameters parameters;
  int iterations = 0;
};

/// The shape that lies nearest to points of the picture, unlikely shapes held back (Saragih, Lucey & Cohn 2011,
/// section 4). Points whose x is 0 are not known.
FittedShape fit_shape(const ShapeModel& model, const Points2& points_px);

}  // namespace kizashi::face::openface
