-- The phases are a closed list: Pending, Profiling, Deploying, Ready, Failed.
local health = { status = "Progressing", message = "The operator has not reported on this request yet" }
local status = obj.status
if status == nil or status.phase == nil then
  return health
end
if status.observedGeneration ~= obj.metadata.generation then
  health.message = "The operator has not seen this spec yet"
  return health
end

health.message = status.phase
for _, condition in ipairs(status.conditions or {}) do
  if condition.type == "Ready" and condition.message ~= nil and condition.message ~= "" then
    health.message = condition.message
  end
end
if status.phase == "Ready" then
  health.status = "Healthy"
elseif status.phase == "Failed" then
  health.status = "Degraded"
end
return health
