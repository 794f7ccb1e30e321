import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { TransformationType, type TransformFnParams } from 'class-transformer';
import { getMetadataStorage, type ValidationArguments } from 'class-validator';

type Class = new () => object;
type Instance = Record<string, unknown>;

/** The instance of a class that a plain value stands for, or undefined when it has to be looked at closely. */
export type QuickReader = (plain: unknown) => object | undefined;

interface Check {
  readonly each: boolean;
  readonly constraints: unknown[];
  validate(value: unknown, args: ValidationArguments): unknown;
}

interface Field {
  readonly name: string;
  /** Of `@ValidateIf()` and the like: all must hold, or the field is not checked. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  readonly checks: readonly Check[];
  readonly transforms: readonly ((params: TransformFnParams) => unknown)[];
  readonly nested: QuickReader | undefined;
}

/**
 * Compiles the rules that class-validator and class-transformer know of a class into a reader that accepts what is
 * plainly valid and leaves everything else, including every refusal, to those two. The rules are theirs, run one after
 * the other without the errors, groups and promises that nearly no request needs: a body of a hold takes 2 instead of 30
 * microseconds. Undefined for a class with rules it does not know how to run.
 */
export function compileQuickReader(target: Class): QuickReader | undefined {
  const fields = compileFields(target);
  if (fields === undefined || fields.size === 0) return undefined;
  const inOrder = [...fields.values()];
  return (plain) => {
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return undefined;
    const source = plain as Instance;
    const made: object = new target();
    const instance = made as Instance;
    for (const name of Object.keys(source)) {
      const field = fields.get(name);
      if (field === undefined) return undefined;
      const value = convert(source[name], field, source);
      if (value === unclear) return undefined;
      instance[name] = value;
    }
    return inOrder.every((field) => isValid(instance, field, target.name)) ? made : undefined;
  };
}

/** Not a value of any request. */
const unclear = Symbol('unclear');

function convert(value: unknown, field: Field, source: Instance): unknown {
  let converted = field.nested === undefined ? copyPlain(value) : readNested(value, field.nested);
  if (converted === unclear) return unclear;
  for (const transform of field.transforms) {
    converted = transform({
      value: converted,
      key: field.name,
      obj: source,
      type: TransformationType.PLAIN_TO_CLASS,
      options: {},
    });
  }
  return converted;
}

function copyPlain(value: unknown): unknown {
  if (!Array.isArray(value)) return typeof value === 'object' && value !== null ? unclear : value;
  return value.some((item) => typeof item === 'object' && item !== null) ? unclear : [...value];
}

function readNested(value: unknown, read: QuickReader): unknown {
  if (!Array.isArray(value)) return read(value) ?? unclear;
  const items: object[] = [];
  for (const item of value) {
    const made = read(item);
    if (made === undefined) return unclear;
    items.push(made);
  }
  return items;
}

function isValid(object: Instance, { name, conditions, checks, nested }: Field, targetName: string): boolean {
  const value = object[name];
  for (const holds of conditions) if (!holds(object, value)) return true;
  for (const check of checks) {
    const { each, constraints } = check;
    const args: ValidationArguments = { targetName, property: name, object, value, constraints };
    const values: readonly unknown[] = each && Array.isArray(value) ? value : [value];
    // A promise is not `true` either.
    for (const one of values) if (check.validate(one, args) !== true) return false;
  }
  return nested === undefined || value === undefined || typeof value === 'object';
}

/** Undefined when there is anything about the class that is not understood here. */
function compileFields(target: Class): Map<string, Field> | undefined {
  const { length: exposed } = defaultMetadataStorage.getExposedMetadatas(target);
  const { length: excluded } = defaultMetadataStorage.getExcludedMetadatas(target);
  if (exposed + excluded > 0) return undefined;
  const storage = getMetadataStorage();
  const rules = storage.getTargetValidationMetadatas(target, '', false, false);
  const fields = new Map<string, Field>();
  for (const [name, ofField] of Object.entries(storage.groupByPropertyName(rules))) {
    const field = compileField(target, name, ofField);
    if (field === undefined) return undefined;
    fields.set(name, field);
  }
  return fields;
}

type Rules = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>;

function compileField(target: Class, name: string, rules: Rules): Field | undefined {
  const checks: Check[] = [];
  const conditions: Field['conditions'][number][] = [];
  let isNested = false;
  for (const { type, constraintCls, constraints, each, validateIf } of rules) {
    if (validateIf !== undefined) return undefined;
    if (type === 'nestedValidation') isNested = true;
    else if (type === 'conditionalValidation') conditions.push(constraints[0]);
    else if (type === 'customValidation' || type === 'isDefined') {
      for (const { instance } of getMetadataStorage().getTargetValidatorConstraints(constraintCls)) {
        checks.push({
          each,
          constraints: constraints ?? [],
          validate: (value, args) => instance.validate(value, args),
        });
      }
    } else if (type !== 'whitelistValidation') return undefined;
  }
  const nested = nestedReader(target, name);
  if (nested === null || isNested !== (nested !== undefined)) return undefined;
  const transforms = defaultMetadataStorage
    .findTransformMetadatas(target, name, TransformationType.PLAIN_TO_CLASS)
    .map(({ transformFn, options }) => (Object.keys(options).length === 0 ? transformFn : undefined));
  if (transforms.includes(undefined)) return undefined;
  return { name, conditions, checks, nested, transforms: transforms.filter((each) => each !== undefined) };
}

/** The reader of the class that `@Type()` names; undefined without one, null for one that cannot be read quickly. */
function nestedReader(target: Class, name: string): QuickReader | undefined | null {
  const metadata = defaultMetadataStorage.findTypeMetadata(target, name);
  if (metadata === undefined) return undefined;
  if (metadata.options?.discriminator !== undefined) return null;
  const made: unknown = metadata.typeFunction?.();
  return isClass(made) ? (compileQuickReader(made) ?? null) : null;
}

function isClass(value: unknown): value is Class {
  return typeof value === 'function';
}
