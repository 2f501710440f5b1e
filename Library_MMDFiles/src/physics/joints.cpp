#include "physics/joints.h"

#include <btBulletDynamicsCommon.h>

#include "physics/bullet_convert.h"

namespace mmd {
namespace {

struct Frames {
  btTransform a;
  btTransform b;
};

void set_limits(btGeneric6DofConstraint& constraint, const JointData& joint) {
  constraint.setLinearLowerLimit(to_bullet(joint.translation_lower));
  constraint.setLinearUpperLimit(to_bullet(joint.translation_upper));
  constraint.setAngularLowerLimit(to_bullet(joint.rotation_lower));
  constraint.setAngularUpperLimit(to_bullet(joint.rotation_upper));
}

std::unique_ptr<btTypedConstraint> make_spring(const JointData& joint, btRigidBody& a,
                                               btRigidBody& b, const Frames& frames) {
  auto spring = std::make_unique<btGeneric6DofSpringConstraint>(a, b, frames.a, frames.b, true);
  set_limits(*spring, joint);
  for (int axis = 0; axis < 3; ++axis) {
    if (joint.translation_spring[axis] != 0.0F) {
      spring->enableSpring(axis, true);
      spring->setStiffness(axis, joint.translation_spring[axis]);
    }
    spring->enableSpring(axis + 3, true);
    spring->setStiffness(axis + 3, joint.rotation_spring[axis]);
  }
  return spring;
}

// The kinds 3..5 use limit fields as plain numbers. The mirrored conversion of the readers negated
// and exchanged the bounds of translation z and of rotation x and y; these undo it.
glm::vec3 file_translation_upper(const JointData& joint) {
  return {joint.translation_upper.x, joint.translation_upper.y, -joint.translation_lower.z};
}
glm::vec3 file_rotation_lower(const JointData& joint) {
  return {-joint.rotation_upper.x, -joint.rotation_upper.y, joint.rotation_lower.z};
}

std::unique_ptr<btTypedConstraint> make_cone_twist(const JointData& joint, btRigidBody& a,
                                                   btRigidBody& b, const Frames& frames) {
  auto cone = std::make_unique<btConeTwistConstraint>(a, b, frames.a, frames.b);
  const glm::vec3 spans = file_rotation_lower(joint);
  const glm::vec3& tuning = joint.translation_spring;
  cone->setLimit(spans.z, spans.y, spans.x, tuning.x, tuning.y, tuning.z);
  cone->setDamping(joint.translation_lower.x);
  cone->setFixThresh(joint.translation_upper.x);
  const float motor = file_translation_upper(joint).z;
  if (motor > 0.0F) {
    cone->enableMotor(true);
    cone->setMaxMotorImpulse(motor);
    btQuaternion target;
    target.setEulerZYX(joint.rotation_spring.z, joint.rotation_spring.y, joint.rotation_spring.x);
    cone->setMotorTargetInConstraintSpace(target);
  }
  return cone;
}

std::unique_ptr<btTypedConstraint> make_slider(const JointData& joint, btRigidBody& a,
                                               btRigidBody& b, const Frames& frames) {
  auto slider = std::make_unique<btSliderConstraint>(a, b, frames.a, frames.b, true);
  slider->setLowerLinLimit(joint.translation_lower.x);
  slider->setUpperLinLimit(joint.translation_upper.x);
  slider->setLowerAngLimit(joint.rotation_lower.x);
  slider->setUpperAngLimit(joint.rotation_upper.x);
  if (joint.translation_spring.x > 0.0F) {
    slider->setPoweredLinMotor(true);
    slider->setTargetLinMotorVelocity(joint.translation_spring.y);
    slider->setMaxLinMotorForce(joint.translation_spring.z);
  }
  if (joint.rotation_spring.x > 0.0F) {
    slider->setPoweredAngMotor(true);
    slider->setTargetAngMotorVelocity(joint.rotation_spring.y);
    slider->setMaxAngMotorForce(joint.rotation_spring.z);
  }
  return slider;
}

std::unique_ptr<btTypedConstraint> make_hinge(const JointData& joint, btRigidBody& a,
                                              btRigidBody& b, const Frames& frames) {
  auto hinge = std::make_unique<btHingeConstraint>(a, b, frames.a, frames.b, true);
  const glm::vec3& tuning = joint.translation_spring;
  hinge->setLimit(joint.rotation_lower.x, joint.rotation_upper.x, tuning.x, tuning.y, tuning.z);
  if (joint.rotation_spring.x > 0.0F)
    hinge->enableAngularMotor(true, joint.rotation_spring.y, joint.rotation_spring.z);
  return hinge;
}

}  // namespace

std::unique_ptr<btTypedConstraint> make_joint(const JointData& joint, btRigidBody& a,
                                              btRigidBody& b, const Transform& root) {
  const btTransform place = to_bullet(root * Transform{joint.position, joint.rotation});
  const Frames frames{a.getWorldTransform().inverse() * place,
                      b.getWorldTransform().inverse() * place};
  switch (joint.kind) {
    case JointKind::spring_six_dof:
      break;
    case JointKind::six_dof: {
      auto constraint = std::make_unique<btGeneric6DofConstraint>(a, b, frames.a, frames.b, true);
      set_limits(*constraint, joint);
      return constraint;
    }
    case JointKind::point_to_point:
      return std::make_unique<btPoint2PointConstraint>(a, b, frames.a.getOrigin(),
                                                       frames.b.getOrigin());
    case JointKind::cone_twist:
      return make_cone_twist(joint, a, b, frames);
    case JointKind::slider:
      return make_slider(joint, a, b, frames);
    case JointKind::hinge:
      return make_hinge(joint, a, b, frames);
  }
  return make_spring(joint, a, b, frames);
}

}  // namespace mmd
