// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/face/openface/prepared_shape.h"
#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

struct FittedShape {
  ShapeParameters parameters;
  int iterations = 0;
};

/// The shape that lies nearest to points of the picture, unlikely shapes held back (Saragih, Lucey & Cohn 2011,
/// section 4). Points whose x is 0 are not known.
FittedShape fit_shape(const ShapeModel& model, const Points2& points_px);

/// The same for one fit after the other. Trust is 1 for points that are known, 0 for the others, whatever their x.
FittedShape fit_shape(const PreparedShape& shape, const TrustedPoints& known, const Points2& points_px,
                      ShapeWorkspace& work);

}  // namespace kizashi::face::openface
