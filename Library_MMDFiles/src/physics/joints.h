// Joints between rigid bodies as Bullet constraints.
#pragma once

#include <memory>

#include "MMDFiles/physics_data.h"
#include "MMDFiles/transform.h"

class btRigidBody;
class btTypedConstraint;

namespace mmd {

// The bodies stand at their start places; `root` is the world transform of the model.
std::unique_ptr<btTypedConstraint> make_joint(const JointData& joint, btRigidBody& a,
                                              btRigidBody& b, const Transform& root);

}  // namespace mmd
